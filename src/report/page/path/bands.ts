/** InterLinks as bands that leave the port: height is bandwidth, the dark part of a lane is its use. */
import {
  type Connection,
  type Interlink,
  freeBandwidth,
  interlinksOn,
} from '../../../model/world.ts'
import { DIRECTIONS, type Direction } from '../../../model/direction.ts'
import type { FlowResult } from '../../../sim/result/document.ts'
import { type Context, flowOf, treatmentOf } from '../../context.ts'
import { type Judged, flowSubject, judgedOn, limitOf, measureOf, metricName } from '../../judged.ts'
import { exact, fixed, figure, UNITS } from '../../terminal/figures.ts'
import { type Markup, html, shortened } from '../markup.ts'
import { type View, byWeight, colourOf } from '../view.ts'
import { BAND, BOX_HEIGHT, BOX_Y, TEXT_X, TOP, VPC, WIDTH } from './shape.ts'

/** InterLinks that have a band of their own; of more, the rest share one. */
const LISTED = 10
const ROW_MIN = 52
const LABEL = 22
const GAP = 9

/** A band on its way: what it is, how high it is, and how much room its text needs. */
interface Row {
  readonly key: string
  readonly bandwidth: number
  readonly height: number
  /** The same at the port, where all together are as high as the port at most. */
  readonly portHeight: number
  readonly room: number
  readonly interlink: Interlink | null
  /** Of the band that stands for several, or for what is free. */
  readonly words: string
}

/** A row with its place: at the port, and where it is level. */
interface Placed extends Row {
  readonly portY: number
  readonly y: number
}

const missedOn = (view: View, { id }: Interlink): readonly Judged[] =>
  DIRECTIONS.flatMap(direction =>
    judgedOn(view.judged, flowSubject({ interlink: id, direction })).filter(
      ({ result }) => !result.met && result.undecided !== true,
    ),
  )

const chosen = (view: View, all: readonly Interlink[]): readonly Interlink[] => {
  if (all.length <= LISTED) return all
  const ids = new Set(all.map(({ id }) => id))
  const flows = view.document.flows.filter(({ interlink }) => ids.has(interlink))
  const first = [...new Set(byWeight(flows, view.judged).map(({ interlink }) => interlink))]
  const kept = new Set([...first, ...ids].slice(0, LISTED))
  return all.filter(({ id }) => kept.has(id))
}

/** The bands of a connection and how far down they reach. */
export const placeBands = (
  view: View,
  context: Context,
  connection: Connection,
): { readonly rows: readonly Placed[]; readonly bottom: number } => {
  const { world } = context.scenario
  const all = interlinksOn(world, connection.id)
  const own = chosen(view, all)
  const shareOf = (bandwidth: number): number => (BOX_HEIGHT * bandwidth) / connection.portSpeed
  // A band that is hardly there is still to be seen.
  const heightOf = (bandwidth: number): number => Math.max(2, shareOf(bandwidth))
  const listed = own.map((interlink): Row => {
    const height = heightOf(interlink.bandwidth)
    const label = missedOn(view, interlink).length > 0 ? LABEL : 0
    return {
      key: interlink.id,
      bandwidth: interlink.bandwidth,
      height,
      portHeight: shareOf(interlink.bandwidth),
      room: Math.max(height, ROW_MIN + label),
      interlink,
      words: '',
    }
  })
  const others = all.filter(each => !own.includes(each))
  const held = others.reduce((sum, { bandwidth }) => sum + bandwidth, 0)
  const more =
    others.length === 0
      ? []
      : [
          {
            key: 'others',
            bandwidth: held,
            height: heightOf(held),
            portHeight: shareOf(held),
            room: Math.max(heightOf(held), 20),
            interlink: null,
            words: `${others.length} more InterLinks, ${exact(held, 'rate')}`,
          },
        ]
  const free = freeBandwidth(world, connection)
  const spare =
    free <= 0
      ? []
      : [
          {
            key: 'free',
            bandwidth: free,
            height: heightOf(free),
            portHeight: shareOf(free),
            room: Math.max(heightOf(free), 20),
            interlink: null,
            words: `free ${exact(free, 'rate')}`,
          },
        ]
  let portY: number = BOX_Y
  let y: number = TOP + 8
  const rows = [...listed, ...more, ...spare].map(row => {
    const placed = { ...row, portY, y }
    portY += row.portHeight
    y += row.room + GAP
    return placed
  })
  return { rows, bottom: y }
}

const n = (value: number): string => value.toFixed(1)

const outline = ({ portY, portHeight, y, height }: Placed): string => {
  const { port, level, end } = BAND
  const bend = 34
  return (
    `M${port} ${n(portY)}C${port + bend} ${n(portY)} ${level - bend} ${n(y)} ${level} ${n(y)}H${end}V${n(y + height)}H${level}` +
    `C${level - bend} ${n(y + height)} ${port + bend} ${n(portY + portHeight)} ${port} ${n(portY + portHeight)}Z`
  )
}

const percent = (share: number): string =>
  `${fixed(share, UNITS.share[0]!, share > 0 && share < 0.01 ? 2 : 0, [0])} %`

const useText = (flows: Readonly<Record<Direction, FlowResult | undefined>>): string => {
  const { toCustomer, toCloud } = flows
  const one = (symbol: string, flow: FlowResult | undefined): string =>
    `${symbol} ${flow === undefined ? '–' : percent(flow.utilisation)}`
  return `used ${one('◀', toCustomer)} ${one('▶', toCloud)}`
}

/** What a lane misses, short: `✗ ▶ 1.34 % policed`. */
const missText = (context: Context, interlink: Interlink, missed: readonly Judged[]): string => {
  const { result } = missed[0]!
  const symbol = result.direction === 'toCustomer' ? '◀' : '▶'
  const more = missed.length === 1 ? '' : ` +${missed.length - 1}`
  const flow = flowOf(context, interlink.id, result.direction)
  if (result.metric === 'loss' && flow !== undefined && result.value !== null) {
    const { policed } = flow.dropped.byCause
    const how = policed * 2 > flow.dropped.frames ? 'policed' : 'lost'
    return `✗ ${symbol} ${figure(result.value, 'share', [limitOf(result)])} ${how}${more}`
  }
  const value =
    result.value === null ? 'none' : figure(result.value, measureOf(result), [limitOf(result)])
  // The figure comes first: of long words, the end is left out.
  const what = result.metric === 'availability' ? 'up' : metricName(result.metric)
  return `✗ ${symbol} ${value} ${what}${more}`
}

const lanes = (row: Placed, flows: Readonly<Record<Direction, FlowResult | undefined>>): Markup => {
  const half = row.height / 2
  const used = (flow: FlowResult | undefined): number =>
    half * Math.max(0, Math.min(1, flow?.utilisation ?? 0))
  const [up, down] = [used(flows.toCustomer), used(flows.toCloud)]
  const width = BAND.end - BAND.level
  return html`<rect
      class="used"
      x="${BAND.level}"
      y="${n(row.y)}"
      width="${width}"
      height="${n(up)}"
    /><rect
      class="used"
      x="${BAND.level}"
      y="${n(row.y + row.height - down)}"
      width="${width}"
      height="${n(down)}"
    />`
}

/** The last status that an InterLink had. */
const statusOf = ({ document }: View, { id, attachment }: Interlink): string => {
  const last = document.timeline.findLast(
    ({ subject, kind }) => subject === id && kind === 'status',
  )
  return last?.to ?? (attachment.kind === 'attached' ? 'active' : 'no VPC')
}

/** Where the boxes of VPCs stand. */
interface Boxes {
  readonly reached: readonly {
    readonly id: string
    readonly y: number
    readonly rows: readonly Placed[]
  }[]
  /** InterLinks without a VPC. */
  readonly alone: readonly Placed[]
}

const middleOf = (row: Placed): number => row.y + 24

const placeBoxes = (rows: readonly Placed[]): Boxes => {
  const reached = new Map<string, Placed[]>()
  const alone: Placed[] = []
  for (const row of rows) {
    const attachment = row.interlink?.attachment
    if (attachment === undefined) continue
    if (attachment.kind === 'detached') alone.push(row)
    else reached.set(attachment.vpc, [...(reached.get(attachment.vpc) ?? []), row])
  }
  return {
    reached: [...reached].map(([id, its]) => {
      const y = its.reduce((sum, row) => sum + middleOf(row), 0) / its.length
      return { id, y, rows: its }
    }),
    alone,
  }
}

const LABEL_HEIGHT = 19
/** Width of a letter of a label. */
const LETTER = 6.9

/** Letters of a label below an InterLink's text: up to the edge, or to the VPC's box where that is in the way. */
const lettersAt = (y: number, { reached, alone }: Boxes): number => {
  const ys = [...reached.map(each => each.y), ...alone.map(middleOf)]
  const isInWay = ys.some(each => Math.abs(each - y) < (VPC.height + LABEL_HEIGHT) / 2 + 2)
  return Math.floor(((isInWay ? VPC.x - 6 : WIDTH - 8) - TEXT_X - 10) / LETTER)
}

/** What a lane misses, framed. */
const missLabel = (miss: string, y: number, boxes: Boxes): Markup | null => {
  if (miss === '') return null
  const text = shortened(miss, lettersAt(y, boxes))
  return html`<rect
      class="label"
      x="${TEXT_X - 2}"
      y="${n(y - LABEL_HEIGHT / 2)}"
      width="${n(10 + LETTER * text.length)}"
      height="${LABEL_HEIGHT}"
      rx="4"
    /><text class="missed strong small" x="${TEXT_X + 4}" y="${n(y + 4)}">${text}</text>`
}

const band = (view: View, context: Context, row: Placed, boxes: Boxes): Markup => {
  const { interlink, words } = row
  if (interlink === null) {
    const look = row.key === 'free' ? 'free' : 'others'
    return html`<g
      ><title>${words}</title><path class="${look}" d="${outline(row)}" /><text
        class="dim"
        x="${TEXT_X}"
        y="${n(row.y + Math.max(14, row.height / 2 + 4))}"
        >${words}</text
      ></g
    >`
  }
  const { id, bandwidth, vlan } = interlink
  const flows = {
    toCustomer: flowOf(context, id, 'toCustomer'),
    toCloud: flowOf(context, id, 'toCloud'),
  }
  const missed = missedOn(view, interlink)
  const miss = missed.length === 0 ? '' : missText(context, interlink, missed)
  const said = DIRECTIONS.map(
    each => `${each === 'toCustomer' ? '◀' : '▶'} ${treatmentOf(interlink, each)}`,
  ).join(', ')
  const top = row.y + 11
  return html`<g class="link c${colourOf(view, id).colour}" data-id="${id}" data-pick="${id}"
    ><title>
      ${id}: ${exact(bandwidth, 'rate')}, VLAN ${vlan}, ${said},
      ${useText(flows)}${miss === '' ? '' : `, ${miss}`}</title
    ><path class="band" d="${outline(row)}" />${lanes(row, flows)}<text
      class="strong"
      x="${TEXT_X}"
      y="${n(top)}"
      >${shortened(id, 13)} ${exact(bandwidth, 'rate')}</text
    ><text class="dim" x="${TEXT_X}" y="${n(top + 16)}"
      >VLAN ${vlan}, ${statusOf(view, interlink)}</text
    ><text class="dim" x="${TEXT_X}" y="${n(top + 32)}">${useText(flows)}</text
    >${missLabel(miss, top + 49, boxes)}</g
  >`
}

/** VPCs behind the bands: one box each, in the middle of the InterLinks that reach it. */
const vpcs = (context: Context, { reached, alone }: Boxes): Markup => {
  const boxes = reached.map(({ id, y, rows }) => {
    const region = context.scenario.world.vpcs.find(each => each.id === id)?.region ?? ''
    const lines =
      rows.length === 1
        ? null
        : rows.map(
            row =>
              html`<path class="thread" d="M${VPC.x - 5} ${n(middleOf(row))}L${VPC.x} ${n(y)}" />`,
          )
    return html`<g
      ><title>VPC ${id} in ${region}</title>${lines}<rect
        class="box"
        x="${VPC.x}"
        y="${n(y - VPC.height / 2)}"
        width="${VPC.width}"
        height="${VPC.height}"
        rx="6"
      /><text class="strong" x="${VPC.x + VPC.width / 2}" y="${n(y - 2)}" text-anchor="middle"
        >${shortened(id, 13)}</text
      ><text class="dim" x="${VPC.x + VPC.width / 2}" y="${n(y + 13)}" text-anchor="middle"
        >${region}</text
      ></g
    >`
  })
  const absent = alone.map(row => {
    const y = middleOf(row)
    return html`<g
      ><title>${row.key} has no VPC: it carries nothing</title
      ><rect
        class="box absent"
        x="${VPC.x}"
        y="${n(y - VPC.height / 2)}"
        width="${VPC.width}"
        height="${VPC.height}"
        rx="6"
      /><text class="dim small" x="${VPC.x + VPC.width / 2}" y="${n(y - 2)}" text-anchor="middle"
        >no VPC:</text
      ><text class="dim small" x="${VPC.x + VPC.width / 2}" y="${n(y + 12)}" text-anchor="middle"
        >carries nothing</text
      ></g
    >`
  })
  return html`${boxes}${absent}`
}

/** Bands and VPCs of a connection. */
export const bands = (view: View, context: Context, rows: readonly Placed[]): Markup => {
  const boxes = placeBoxes(rows)
  // Labels lie over the threads to a VPC.
  return html`${vpcs(context, boxes)}${rows.map(row => band(view, context, row, boxes))}`
}
