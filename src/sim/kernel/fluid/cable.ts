/** What a cable does to fluid: cuts lose all that is on it, bit errors a share. */
import { minusLogOfRest, taggedBits } from '../../../model/bit-errors.ts'
import { exp } from '../../../portable.ts'
import { LOST, type Wire } from '../../life/wire.ts'
import type { SizeShare } from './rates.ts'

/** Beyond it nothing is left of 1 - e^-h but 1. */
const HAZARD_MAX = 700

/** A share of frames, and of their bytes. */
export interface Lost {
  readonly frames: number
  readonly bytes: number
}

/** 1 - e^-h, without losing small ones. */
const missingFromOne = (hazard: number): number => {
  if (hazard > HAZARD_MAX) return 1
  if (hazard > 1e-4) return 1 - exp(-hazard)
  return hazard * (1 - (hazard / 2) * (1 - hazard / 3))
}

/** What bit errors lose of a mix. @param ratio  of errors to bits, 0 … 0.5 */
export const lostToErrors = (ratio: number, mix: readonly SizeShare[]): Lost => {
  const perBit = minusLogOfRest(ratio)
  let [frames, bytes, all] = [0, 0, 0]
  for (const { size, share } of mix) {
    const lost = missingFromOne(taggedBits(size) * perBit)
    frames += share * lost
    bytes += share * size * lost
    all += share * size
  }
  return { frames, bytes: all === 0 ? 0 : bytes / all }
}

/** A cable as fluid of one flow meets it. */
export class FluidCable {
  /** When each state begins, for what leaves the port, ps. */
  declare readonly instants: Float64Array
  /** Whether all is lost in each. */
  declare readonly isCut: readonly boolean[]
  /** What bit errors lose in each. */
  declare readonly lost: readonly Lost[]

  /**
   * @param transit  from the port to the far end, ps: what is under way when a cut begins is lost, too
   * @param mix      of the flow
   */
  constructor({ instants, ratios }: Wire, transit: number, mix: readonly SizeShare[]) {
    const states: { from: number; ratio: number }[] = []
    instants.forEach((instant, i) => {
      const ratio = ratios[i]!
      const from = ratio === LOST ? Math.max(0, instant - transit) : instant
      // A cut that begins while something is on its way hides what little was left of the state before.
      while (states.length > 0 && states.at(-1)!.from >= from && from > 0) states.pop()
      if (states.at(-1)?.from === from) states.pop()
      states.push({ from, ratio })
    })
    this.instants = Float64Array.from(states, ({ from }) => from)
    this.isCut = states.map(({ ratio }) => ratio === LOST)
    this.lost = states.map(({ ratio }) =>
      ratio === LOST || ratio === 0 ? { frames: 0, bytes: 0 } : lostToErrors(ratio, mix),
    )
  }
}
