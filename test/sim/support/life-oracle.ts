/**
 * The life of one InterLink on one connection, picosecond by picosecond: a slow, obvious second opinion.
 *
 * It knows no state machine and no timers: at each tick it asks which faults hold, for how long frames
 * have vanished or passed, and what the customer wished.
 */
import type { Owner } from '../../../src/model/demarcation.ts'
import type { Family } from '../../../src/model/demand.ts'
import type { Scenario } from '../../../src/model/scenario.ts'

/** A tick: what holds from it to the next one. */
export interface Tick {
  readonly carries: boolean
  /** Whether frames are sent into the InterLink. */
  readonly sent: boolean
  /** Whose fault it is that it does not carry; null: it does. */
  readonly owner: Owner | null
  readonly vpc: boolean
}

interface Fault {
  readonly name: string
  readonly owner: Owner
  readonly isDark: boolean
}

/** The ticks of an InterLink and a family from simulated time 0 up to, not including, `end`. */
export const lifeByTicks = (
  { world, events }: Scenario,
  family: Family,
  end: number,
): readonly Tick[] => {
  const [{ bgp, ...interlink }] = [world.interlinks[0]!]
  const silenceMax = bgp.bfd ?? bgp.holdTime
  const ticks: Tick[] = []
  let faults: Fault[] = []
  let session: 'up' | 'lost' = 'up'
  let passing = Infinity
  let vanishing = 0
  let mended: Owner = 'customer'
  let taken: Owner | null = null
  let isLocked = false
  let vpc = interlink.attachment.kind === 'attached'
  let propagation = interlink.propagation
  // What keeps the family from being carried, the earliest first.
  let reasons: { readonly name: string; readonly owner: Owner }[] = []

  const isDark = (): boolean => faults.some(each => each.isDark)
  const rise = (): void => {
    if (faults.length === 0 && taken === null && passing >= bgp.establish) session = 'up'
  }
  const reckon = (): void => {
    const now: { name: string; owner: Owner }[] = [...faults]
    if (taken !== null) now.push({ name: 'taken', owner: taken })
    else if (faults.length === 0 && session === 'lost') now.push({ name: 'return', owner: mended })
    if (isLocked) now.push({ name: 'lock', owner: 'provider' })
    if (!vpc) now.push({ name: 'vpc', owner: 'customer' })
    if (!propagation) now.push({ name: 'propagation', owner: 'customer' })
    reasons = [
      ...reasons.filter(({ name }) => now.some(each => each.name === name)),
      ...now.filter(({ name }) => !reasons.some(each => each.name === name)),
    ]
  }

  const begin = (fault: Fault): void => {
    if (faults.some(({ name }) => name === fault.name)) return
    if (faults.length === 0) vanishing = 0
    const wasDark = isDark()
    faults = [...faults, fault]
    passing = 0
    if (fault.isDark) session = 'lost'
    if (!wasDark && fault.isDark) vanishing = 0
  }
  const mend = (names: readonly string[]): void => {
    const wasDark = isDark()
    const had = faults
    faults = faults.filter(({ name }) => !names.includes(name))
    if (faults.length === had.length) return
    mended = had.findLast(({ name }) => names.includes(name))!.owner
    if (wasDark && !isDark()) vanishing = 0
    if (faults.length === 0) passing = 0
  }

  for (let now = 0; now < end; now++) {
    // What time alone does.
    if (faults.length > 0 && !isDark() && vanishing >= silenceMax) session = 'lost'
    rise()
    reckon()
    const due = events.filter(({ at }) => at === now)
    // What happens to the cable comes first.
    for (const event of [
      ...due.filter(each => 'connection' in each),
      ...due.filter(each => 'interlink' in each),
    ]) {
      if ('interlink' in event) {
        const { change } = event
        if (change.kind === 'bgpDown' && change.family === family) {
          taken = change.owner
          session = 'lost'
        }
        if (change.kind === 'bgpUp' && change.family === family) taken = null
        if (change.kind === 'lock') isLocked = true
        if (change.kind === 'unlock') isLocked = false
        if (change.kind === 'detachVpc' && !isLocked && vpc) {
          vpc = false
          propagation = false
        }
        if (change.kind === 'attachVpc' && !isLocked) vpc = true
        if (change.kind === 'propagationOff' && !isLocked) propagation = false
        if (change.kind === 'propagationOn' && !isLocked) propagation = true
      } else if (event.spot.kind === 'segment') {
        const { segment } = event.spot
        if (event.change.kind === 'cut') {
          begin({ name: `${segment} cut`, owner: 'customer', isDark: true })
        }
        if (event.change.kind === 'blackhole') {
          begin({ name: `${segment} hole`, owner: 'customer', isDark: false })
        }
        if (event.change.kind === 'repair') mend([`${segment} cut`, `${segment} hole`])
      } else {
        const owner = event.spot.end
        const { kind } = event.change
        if (kind === 'portDown') begin({ name: `${owner} port`, owner, isDark: true })
        if (kind === 'portUp') mend([`${owner} port`])
        if (kind === 'opticFail') begin({ name: `${owner} optic`, owner, isDark: true })
        if (kind === 'opticReplace') mend([`${owner} optic`])
        if (kind === 'blackhole') begin({ name: `${owner} hole`, owner, isDark: false })
        if (kind === 'repair') mend([`${owner} hole`])
      }
      rise()
      reckon()
    }
    const routes = vpc && propagation && !isLocked
    const carries = routes && session === 'up' && faults.length === 0
    ticks.push({
      carries,
      sent: routes && session === 'up' && !isDark(),
      owner: carries ? null : reasons[0]!.owner,
      vpc,
    })
    passing++
    vanishing++
  }
  return ticks
}
