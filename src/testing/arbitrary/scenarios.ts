/** Whole scenarios that hold every rule and are simulated in a moment. */
import fc from 'fast-check'
import { SEED_MAX } from '../../model/defaults.ts'
import { formatQuantity } from '../../quantity.ts'
import { HORIZON } from '../../units.ts'
import {
  type DemandOptions,
  FRAMES_DEFAULT,
  demandDraws,
  demandsOf,
  durationFor,
} from './demands.ts'
import { type FaultOptions, eventsOf, faultDraws } from './faults.ts'
import type { ScenarioFile } from './file.ts'
import { type Range, checkRange, roundly, shortNumbers } from './range.ts'
import { type WorldOptions, worldDraws, worldOf } from './worlds.ts'

/** Which scenarios are drawn. */
export interface ScenarioOptions extends WorldOptions, DemandOptions, FaultOptions {
  /** Measured time, ps; default 1e6 (1 µs) … 1e12 (1 s). It is short where much is sent: see `frames`. */
  readonly duration?: Range
  /** Whether some have a warm-up, of a tenth of the duration; default true. */
  readonly warmup?: boolean
}

const ROUND_DURATIONS = [1e9, 1e8, 1e10, 1e7, 1e11, 1e6, 1e12]

/**
 * Scenarios as objects, as `check` takes them: `check(scenario)` finds no fault in any. About `frames`
 * frames are expected at most, for which first the duration is shortened, then rates are lowered.
 *
 * All draws are independent of each other and are fitted together afterwards, so nothing is filtered, and
 * each shrinks by itself: to one connection, one InterLink of 100 Mbit/s, one source of constant bit rate,
 * 1000-byte frames, 1 ms and no fault, as far as what fails allows it.
 *
 * @throws RangeError where an option leaves its bounds
 */
export const scenarios = (options: ScenarioOptions = {}): fc.Arbitrary<ScenarioFile> => {
  const { duration = { min: 1e6, max: 1e12 }, frames = FRAMES_DEFAULT, warmup = true } = options
  checkRange('duration', duration, 1, Math.floor(HORIZON / 1.1))
  const round = ROUND_DURATIONS.filter(each => duration.min <= each && each <= duration.max)
  return fc
    .record({
      world: worldDraws(options),
      demands: demandDraws(options),
      faults: faultDraws(options),
      longest: roundly([...round, duration.max] as [number], shortNumbers(duration)),
      isWarm: warmup ? fc.boolean() : fc.constant(false),
      seed: roundly([1], fc.nat(SEED_MAX)),
    })
    .map((draw): ScenarioFile => {
      const world = worldOf(draw.world)
      const share = draw.isWarm ? frames / 1.1 : frames
      const fitting = durationFor(world, draw.demands, share, draw.longest)
      const measured = Math.max(duration.min, fitting)
      const before = draw.isWarm ? Math.floor(measured / 10) : 0
      const span = before + measured
      const events = eventsOf(world, draw.faults, span)
      return {
        name: 'generated',
        seed: draw.seed,
        duration: formatQuantity(measured, 'duration'),
        ...(before === 0 ? {} : { warmup: formatQuantity(before, 'duration') }),
        ...world,
        traffic: demandsOf(world, draw.demands, frames, span),
        ...(events.length === 0 ? {} : { events }),
      }
    })
}
