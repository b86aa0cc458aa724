/** The cable between both optics: fibres by the root of their length, connectors, what is cut. */
import type { Connection, Segment } from '../../../model/world.ts'
import { formatQuantity } from '../../../quantity.ts'
import type { TimelineEntry } from '../../../sim/result/document.ts'
import { type Markup, html, shortened } from '../markup.ts'
import { CABLE, DEMARCATION_X, FIBRE_Y } from './shape.ts'

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

/** Width of a letter of a label. */
const LETTER = 6.6
/** Letters of a connector's name, at most. */
const NAME_MAX = 14

/** Its label may reach over its neighbours, which have theirs below, but not into another fibre's. */
const fibreLabel = (
  { segment, x, width }: PlacedSegment,
  before: PlacedSegment | undefined,
  after: PlacedSegment | undefined,
): Markup | null => {
  const isAlone = [before, after].every(each => each?.segment.kind !== 'fibre')
  const letters = Math.floor((width + (isAlone ? CONNECTOR_WIDTH / 2 : -4)) / LETTER)
  if (segment.kind !== 'fibre' || letters < 5) return null
  const middle = x + width / 2
  const length = formatQuantity(segment.length, 'length', ' ')
  return html`<text class="strong" x="${middle}" y="${FIBRE_Y - 34}" text-anchor="middle"
      >${shortened(segment.id, letters)}</text
    ><text class="dim" x="${middle}" y="${FIBRE_Y - 18}" text-anchor="middle">${length}</text>`
}

/** Between which x labels of connectors stand: beside the router's optic, before the port. */
const LABELS = [CABLE[0] + 14, DEMARCATION_X - 6] as const
/** Lines of labels where connectors stand close, and their distance. */
const LINES = 3
const LINE_HEIGHT = 13

/** A label on its line; `line` is -1 where no line has room for it. */
export interface PlacedLabel {
  readonly name: string
  readonly loss: string
  readonly middle: number
  readonly line: number
}

/** Labels of connectors, each on the first line where it touches no other. */
export const placeLabels = (placed: readonly PlacedSegment[]): readonly PlacedLabel[] => {
  const ends = Array.from({ length: LINES }, (): number => LABELS[0])
  return placed.flatMap(({ segment, x, width }) => {
    if (segment.kind === 'fibre') return []
    const [name, loss] = [shortened(segment.id, NAME_MAX), lossText(segment)]
    const half = ((name.length + 1 + loss.length) * LETTER) / 2
    const middle = Math.min(LABELS[1] - half, Math.max(LABELS[0] + half, x + width / 2))
    const line = ends.findIndex(end => middle - half >= end)
    if (line >= 0) ends[line] = middle + half + 2 * LETTER
    return [{ name, loss, middle, line }]
  })
}

const connectorLabel = ({ name, loss, middle, line }: PlacedLabel): Markup | null =>
  line < 0
    ? null
    : html`<text x="${middle}" y="${FIBRE_Y + 36 + LINE_HEIGHT * line}" text-anchor="middle"
        ><tspan class="strong">${name}</tspan> <tspan class="dim">${loss}</tspan></text
      >`

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
  const parts = placed.map((each, i) => {
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
      ><title>${segmentWords(each.segment)}</title
      >${body(each)}${fibreLabel(each, placed[i - 1], placed[i + 1])}${broken}</g
    >`
  })
  return html`${parts}${placeLabels(placed).map(connectorLabel)}`
}
