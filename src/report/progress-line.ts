/** The line that shows how far a run has come. */
import { UNITS, count, inUnit, unitFor } from './terminal/figures.ts'
import { type Surface } from './terminal/style.ts'
import { displayWidth, shown } from './terminal/text.ts'

/** How far a run has come, as people count it. */
export interface ProgressFigures {
  /** What is going on, in one word. */
  readonly verb: string
  /** Share of the work that is done, 0 … 1. */
  readonly share: number
  /** Simulated time of the whole run, seconds; null where the work is not counted in time. */
  readonly total: number | null
  /** Packets simulated per second of wall time; null when not known yet. */
  readonly packetsPerSecond: number | null
  /** Where runs are counted: how many are done of how many, and per second of wall time, null when not known yet. */
  readonly runs?: {
    readonly done: number
    readonly total: number
    readonly perSecond: number | null
  }
  /** Wall time left, seconds; null when not known yet. */
  readonly left: number | null
}

const BAR_MAX = 41
const BAR_MIN = 8

const bar = (share: number, width: number): string => {
  const done = Math.min(width, Math.max(0, Math.floor(share * width)))
  if (done === width) return '━'.repeat(width)
  return `${'━'.repeat(done)}╸${'─'.repeat(width - done - 1)}`
}

const simulated = (share: number, total: number): string => {
  const unit = unitFor(total, UNITS.duration)
  const decimals = inUnit(total, unit) < 10 ? 2 : 1
  const text = (seconds: number): string => inUnit(seconds, unit).toFixed(decimals)
  return `${text(share * total)} of ${text(total)} ${unit.name}`
}

const PREFIXES = [
  { name: ' M', from: 1e6 },
  { name: ' k', from: 1e3 },
  { name: ' ', from: 1 },
] as const

const speed = (packets: number): string => {
  const prefix = PREFIXES.find(({ from }) => packets >= from) ?? PREFIXES[2]
  const amount = packets / prefix.from
  return `${amount.toFixed(amount < 100 && prefix.from > 1 ? 1 : 0)}${prefix.name}${prefix.from > 1 ? ' ' : ''}packets/s`
}

const runsText = ({ done, total, perSecond }: NonNullable<ProgressFigures['runs']>): string[] => [
  `${count(done)} of ${count(total)} runs`,
  ...(perSecond === null
    ? []
    : [`${perSecond < 100 ? perSecond.toFixed(1) : count(Math.round(perSecond))} runs/s`]),
]

const remaining = (left: number): string => {
  if (left < 60) return `${left < 10 ? left.toFixed(1) : Math.round(left)} s left`
  const minutes = Math.floor(Math.round(left) / 60)
  return minutes < 60
    ? `${minutes} min ${Math.round(left) % 60} s left`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}

/**
 * Draws the progress of a run, for instance
 * `run ━━━━━━━━━╸───── 62 %   37.4 of 60.1 s   31.2 M packets/s   0.7 s left`.
 *
 * @returns one line without a line feed, narrower than the surface so that no terminal wraps it;
 *   what does not fit is left out from the right
 */
export const progressLine = (figures: ProgressFigures, surface: Surface): string => {
  const { verb, share, total, packetsPerSecond, runs, left } = figures
  const room = surface.width - 1
  const percent = `${Math.floor(Math.min(1, share) * 100)} %`
  const details = [
    ...(total === null ? [] : [simulated(share, total)]),
    ...(packetsPerSecond === null ? [] : [speed(packetsPerSecond)]),
    ...(runs === undefined ? [] : runsText(runs)),
    ...(left === null ? [] : [remaining(left)]),
  ]
  for (let kept = details.length; kept >= 0; kept--) {
    const rest = [percent, ...details.slice(0, kept)].join('   ')
    const width = Math.min(BAR_MAX, room - verb.length - 2 - displayWidth(rest))
    if (width >= BAR_MIN) return shown(surface, `${verb} ${bar(share, width)} ${rest}`)
  }
  return shown(surface, `${verb} ${percent}`)
}

/** The end of an interrupted run: `stopped at 0.43 of 1.05 s simulated`. */
export const stoppedAt = (share: number, total: number): string =>
  `stopped at ${simulated(share, total)} simulated`
