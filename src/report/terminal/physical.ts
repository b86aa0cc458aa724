/** What a connection is made of, for `validate --verbose`: line, path with its owners, light and its basis. */
import { propagationOf } from '../../model/defaults.ts'
import { type Part, partsOf, receiverOf, senderOf } from '../../model/demarcation.ts'
import { DIRECTIONS, type Direction, towards } from '../../model/direction.ts'
import { WIRE_OVERHEAD, byteTime } from '../../model/frame.ts'
import {
  type Light,
  type OpticalBudget,
  bringsLink,
  explainLight,
  lightOk,
  lossOf,
  opticalBudget,
} from '../../model/optics.ts'
import type { Connection, World } from '../../model/world.ts'
import { formatQuantity } from '../../quantity.ts'
import { type NanoDb, type NanoDbm, toDecibels } from '../../units.ts'
import { type Cell, type Column, layOut, left, plain, right } from './columns.ts'
import { type Unit, fixed, grouped, trimmed } from './figures.ts'
import { type Surface, symbolsOf } from './style.ts'
import { NBSP, printable, proseWidth, shown, wrap } from './text.ts'

const DECIBEL: Unit = { name: 'dB', exponent: 0, multiple: 1 }
const VERDICT: Readonly<Record<Light['kind'], string>> = {
  bright: 'sufficient',
  errored: 'too weak',
  dark: 'dark',
  overloaded: 'too strong',
}
const DEMARCATION = "demarcation: the face of the provider's port"

/** dB or dBm with three decimals, and more where those would move it onto a limit or over it. */
const decibels = (value: NanoDb | NanoDbm, limits: readonly NanoDbm[] = []): string =>
  value === 0 ? '0' : fixed(toDecibels(value), DECIBEL, 3, [0, ...limits.map(toDecibels)])

const metres = (length: number): string => grouped(trimmed((length / 1000).toFixed(3)))

/** A time in ns, to a tenth; what a fibre takes alone is only read, never reckoned with. */
const nanoseconds = (picos: number): string =>
  picos === 0 ? '0' : grouped((picos / 1000).toFixed(1))
const crossing = (length: number): string => nanoseconds(length * 4.9)

/** A labelled paragraph: ` line   64b/66b on …` */
const entry = (surface: Surface, label: string, text: string): readonly string[] =>
  wrap(text, proseWidth(surface), ` ${label.padEnd(7)}`, ' '.repeat(8))

const heading = (world: World, connection: Connection, surface: Surface): readonly string[] => {
  const { id, pop, portSpeed, media } = connection
  const city = world.pops.find(each => each.id === pop)?.city ?? null
  const place = city === null ? pop : `${pop} (${printable(city)})`
  const speed = formatQuantity(portSpeed, 'rate', ' ')
  const reach = formatQuantity(media.reach, 'length', ' ')
  const text =
    `${id}: ${speed} port at ${place}, ${media.name} (up to ${reach} of single-mode fibre at ` +
    `${media.band}${NBSP}nm)`
  return wrap(text, proseWidth(surface), '', '  ')
}

const lineEntries = ({ media, portSpeed }: Connection, surface: Surface): readonly string[] => {
  const baud = `${media.baud / 1_000_000_000}${NBSP}GBd`
  const lanes = media.lanes === 1 ? `1 lane of ${baud}` : `${media.lanes} lanes of ${baud} each`
  const byte = `${byteTime(portSpeed) / 1000}${NBSP}ns`
  const frame =
    `n bytes take n + ${WIRE_OVERHEAD} on the wire (VLAN tag 4, preamble 8, gap 12), ` +
    `${byte} a byte`
  return [
    ...entry(surface, 'line', `${media.lineCode} on ${lanes}`),
    ...entry(surface, 'frame', frame),
  ]
}

/** Lines of a table where it fits, else the same in sentences: ids are never cut. */
const fitting = (
  surface: Surface,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  sentences: () => readonly string[],
): readonly string[] => {
  const { width, lines } = layOut(surface, columns, rows)
  if (width <= proseWidth(surface)) return lines
  return sentences().flatMap(each => wrap(each, proseWidth(surface), '   ', '     '))
}

const PATH_COLUMNS: readonly Column[] = [
  left(1, 24),
  left(2, 12),
  left(2, 9),
  right(2, 10),
  right(2, 9),
  right(2, 10),
]

/** Columns of the path behind its margin. */
const PATH_WIDTH = PATH_COLUMNS.reduce((sum, { gap, width }) => sum + gap + width, -1)

const isPort = ({ element }: Part): boolean => element.endsWith('port')
const nameOf = (part: Part): string => part.segment?.id ?? (isPort(part) ? 'port' : 'optic')
const kindOf = (part: Part, { portSpeed, media }: Connection): string =>
  part.segment?.kind ?? (isPort(part) ? formatQuantity(portSpeed, 'rate', ' ') : media.name)

const partRow = (part: Part, connection: Connection): readonly Cell[] => {
  const { segment, owner } = part
  const cells = [`  ${nameOf(part)}`, kindOf(part, connection), owner]
  if (segment === null) return cells.map(plain)
  const fibre = segment.kind === 'fibre' ? segment.length : null
  const loss = decibels(segment.loss)
  return [
    ...cells,
    fibre === null ? '' : metres(fibre),
    loss,
    fibre === null ? '' : crossing(fibre),
  ].map(plain)
}

const partSentence = (part: Part, connection: Connection): string => {
  const { segment, owner } = part
  if (segment === null) return `${nameOf(part)} (${owner}): ${kindOf(part, connection)}`
  const fibre =
    segment.kind === 'fibre'
      ? `${metres(segment.length)}${NBSP}m, ${crossing(segment.length)}${NBSP}ns, `
      : ''
  return `${segment.id} (${owner}): ${segment.kind}, ${fibre}${decibels(segment.loss)}${NBSP}dB`
}

const pathLines = (connection: Connection, surface: Surface): readonly string[] => {
  const { length, propagation, segments } = connection.crossConnect
  const loss = decibels(lossOf(segments))
  const header = ['path from customer to cloud', '', 'owner', 'length m', 'loss dB', 'ns']
  const given = propagation === propagationOf(length) ? '' : 'ns as given'
  const total = ['  in all', given, '', metres(length), loss, nanoseconds(propagation)]
  const parts = partsOf(connection)
  const border = parts.findIndex(({ owner }) => owner === 'provider')
  const rule = `── ${DEMARCATION} `.padEnd(PATH_WIDTH, '─')
  const demarcation: Cell = { text: rule, tone: 'secondary' }
  const row = (part: Part): readonly Cell[] => partRow(part, connection)
  const sentence = (part: Part): string => partSentence(part, connection)
  const rows = [
    header.map((text): Cell => ({ text, tone: 'secondary' })),
    ...parts.slice(0, border).map(row),
    [demarcation],
    ...parts.slice(border).map(row),
    total.map(plain),
  ]
  return fitting(surface, PATH_COLUMNS, rows, () => [
    'path from customer to cloud:',
    ...parts.slice(0, border).map(sentence),
    DEMARCATION,
    ...parts.slice(border).map(sentence),
    `in all ${metres(length)}${NBSP}m, ${loss}${NBSP}dB, ${nanoseconds(propagation)}${NBSP}ns${given === '' ? '' : ' as given'}`,
  ])
}

const LIGHT_COLUMNS: readonly Column[] = [
  left(1, 14),
  left(2, 8),
  right(2, 8),
  right(2, 8),
  right(2, 11),
  right(2, 13),
  right(2, 9),
  left(2, 10),
]

const lightRow = (
  direction: Direction,
  budget: OpticalBudget,
  surface: Surface,
): readonly Cell[] => {
  const { launch, loss, received, sensitivity, overload, margin } = budget
  const symbols = symbolsOf(surface)
  const tone = lightOk(budget) ? 'met' : 'warning'
  const reads = `${trimmed(decibels(sensitivity))} to ${trimmed(decibels(overload))}`
  return [
    { text: `${symbols[tone]} ${towards(direction)}`, tone },
    plain(senderOf(direction)),
    plain(decibels(launch)),
    plain(decibels(loss)),
    plain(decibels(received, [sensitivity, overload])),
    plain(reads),
    plain(decibels(margin)),
    { text: VERDICT[budget.light.kind], tone },
  ]
}

const lightLines = (connection: Connection, surface: Surface): readonly string[] => {
  const perLane = connection.media.lanes === 1 ? '' : ', per lane'
  const header = [
    `light${perLane}`,
    'sent by',
    'sent dBm',
    'loss dB',
    'arrives dBm',
    'read dBm',
    'margin dB',
  ]
  const budgets = DIRECTIONS.map(
    direction => [direction, opticalBudget(connection, direction)] as const,
  )
  const rows = [
    header.map((text): Cell => ({ text, tone: 'secondary' })),
    ...budgets.map(([direction, budget]) => lightRow(direction, budget, surface)),
  ]
  return fitting(surface, LIGHT_COLUMNS, rows, () =>
    budgets.map(([direction, budget]) => {
      const dbm = (value: NanoDbm): string => formatQuantity(value, 'power', ' ').replace(' ', NBSP)
      return (
        `light ${towards(direction)}${perLane}: ${dbm(budget.launch)} by the ${senderOf(direction)}, ` +
        `${dbm(budget.received)} at the ${receiverOf(direction)}: ${explainLight(budget)}`
      )
    }),
  )
}

/** Whether the scenario says what the light passes, and what a run makes of it. */
const basis = (connection: Connection): string => {
  if (connection.lightPath === 'assumed') {
    return 'assumed: the scenario names no media, segments or optics; a run takes the link as lit'
  }
  const budgets = DIRECTIONS.map(direction => opticalBudget(connection, direction))
  const isLit = budgets.every(bringsLink)
  const errs = budgets.some(({ light }) => light.kind === 'errored')
  const found = errs ? 'detects the link and loses frames to bit errors' : 'detects the link'
  return `stated by the scenario; a run ${isLit ? found : 'detects no link and loses every frame'}`
}

/** The physical facts of each connection of `world`, a blank line before each. */
export const renderPhysical = (world: World, surface: Surface): string =>
  world.connections
    .flatMap(connection => [
      '',
      ...heading(world, connection, surface),
      ...lineEntries(connection, surface),
      ...pathLines(connection, surface),
      ...lightLines(connection, surface),
      ...entry(surface, 'basis', basis(connection)),
    ])
    .map(line => `${shown(surface, line)}\n`)
    .join('')
