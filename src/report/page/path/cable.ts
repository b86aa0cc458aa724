/** The cable between both optics: fibres by the root of their length, connectors, what is cut. */
import type { Connection, Segment } from '../../../model/world.ts'
import { formatQuantity } from '../../../quantity.ts'
import type { TimelineEntry } from '../../../sim/result/document.ts'
import { type Markup, html, shortened } from '../markup.ts'
import { CABLE, FIBRE_Y } from './shape.ts'

/** A segment and where it is drawn. */
export interface PlacedSegment {
  readonly segment: Segment
  readonly x: number
  readonly width: number
}

const CONNECTOR_WIDTH = 32
const FIBRE_MIN = 84

/**
 * Where each segment is drawn: connectors all alike, fibres at least `FIBRE_MIN` wide and the rest
 * shared by the root of their length; where there is no room for that, all are made narrower alike.
 */
export const placeSegments = (segments: readonly Segment[]): readonly PlacedSegment[] => {
  const room = CABLE[1] - CABLE[0]
  const fibres = segments.filter(({ kind }) => kind === 'fibre')
  const least = fibres.length * FIBRE_MIN + (segments.length - fibres.length) * CONNECTOR_WIDTH
  const shrink = Math.min(1, room / Math.max(1, least))
  const roots = segments.map(each => (each.kind === 'fibre' ? Math.sqrt(each.length) : 0))
  const total = roots.reduce((sum, root) => sum + root, 0)
  const rest = Math.max(0, room - least * shrink)
  let x: number = CABLE[0]
  return segments.map((segment, i) => {
    const isFibre = segment.kind === 'fibre'
    const share = total === 0 ? (isFibre ? 1 / fibres.length : 0) : roots[i]! / total
    const width = (isFibre ? FIBRE_MIN : CONNECTOR_WIDTH) * shrink + rest * share
    const placed = { segment, x, width }
    x += width
    return placed
  })
}

const lossText = ({ loss }: Segment): string => formatQuantity(loss, 'attenuation', ' ')

/** A segment in words: `mmr: fibre, 115 m, 0.05 dB`. */
export const segmentWords = (segment: Segment): string => {
  const length =
    segment.kind === 'fibre' ? `, ${formatQuantity(segment.length, 'length', ' ')}` : ''
  return `${segment.id}: ${segment.kind}${length}, ${lossText(segment)}`
}

/** The event that cut a segment and was not repaired before it; undefined where none did. */
export const cutOf = (
  { id }: Segment,
  connection: string,
  timeline: readonly TimelineEntry[],
): TimelineEntry | undefined =>
  timeline.find(
    each =>
      each.kind === 'event' &&
      each.subject === connection &&
      each.to === 'cut' &&
      each.cause === `segment ${id}`,
  )

/** Letters that fit into a width at the size of labels. */
const lettersIn = (width: number): number => Math.floor(width / 6.6)

const label = ({ segment, x, width }: PlacedSegment): Markup | null => {
  const middle = x + width / 2
  const letters = lettersIn(width - 4)
  if (segment.kind === 'fibre') {
    if (letters < 5) return null
    const length = formatQuantity(segment.length, 'length', ' ')
    return html`<text class="strong" x="${middle}" y="${FIBRE_Y - 34}" text-anchor="middle"
        >${shortened(segment.id, letters)}</text
      ><text class="dim" x="${middle}" y="${FIBRE_Y - 18}" text-anchor="middle">${length}</text>`
  }
  if (width < CONNECTOR_WIDTH) return null
  return html`<text class="strong" x="${middle}" y="${FIBRE_Y + 40}" text-anchor="middle"
      >${shortened(segment.id, 14)}</text
    ><text class="dim" x="${middle}" y="${FIBRE_Y + 55}" text-anchor="middle"
      >${lossText(segment)}</text
    >`
}

const body = ({ segment, x, width }: PlacedSegment): Markup => {
  if (segment.kind === 'fibre') {
    return html`<path
        class="fibre"
        d="M${x.toFixed(1)} ${FIBRE_Y - 4}h${width.toFixed(1)}M${x.toFixed(1)} ${FIBRE_Y + 4}h${width.toFixed(1)}"
      /><rect
        class="grip"
        x="${x.toFixed(1)}"
        y="${FIBRE_Y - 12}"
        width="${width.toFixed(1)}"
        height="24"
      />`
  }
  const inner = Math.max(4, width - 4)
  const left = x + (width - inner) / 2
  return html`<rect
      class="box"
      x="${left.toFixed(1)}"
      y="${FIBRE_Y - 22}"
      width="${inner.toFixed(1)}"
      height="44"
    /><path
      class="fibre"
      d="M${(left + inner / 4).toFixed(1)} ${FIBRE_Y - 4}h${(inner / 2).toFixed(1)}M${(left + inner / 4).toFixed(1)} ${FIBRE_Y + 4}h${(inner / 2).toFixed(1)}"
    />`
}

/** The cable of a connection. `when` words the instant of a step. */
export const cable = (
  { id, crossConnect }: Connection,
  timeline: readonly TimelineEntry[],
  when: (step: TimelineEntry) => string,
): Markup => {
  const placed = placeSegments(crossConnect.segments)
  const parts = placed.map(each => {
    const cut = cutOf(each.segment, id, timeline)
    const middle = each.x + each.width / 2
    const broken =
      cut === undefined
        ? null
        : html`<rect
              class="gap"
              x="${middle - 9}"
              y="${FIBRE_Y - 11}"
              width="18"
              height="22"
            /><text class="missed strong" x="${middle}" y="${FIBRE_Y + 6}" text-anchor="middle"
              >✗</text
            ><text class="missed" x="${middle}" y="${FIBRE_Y + 24}" text-anchor="middle"
              >cut ${when(cut)}${cut.owner === null ? '' : `, ${cut.owner}'s side`}</text
            >`
    return html`<g
      ><title>${segmentWords(each.segment)}</title>${body(each)}${label(each)}${broken}</g
    >`
  })
  return html`${parts}`
}
