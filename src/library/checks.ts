/** Options of the library's words, checked: what is wrong is thrown, with its name and value. */
import { isDrawn } from '../model/chance.ts'
import { horizonOf } from '../model/defaults.ts'
import { ENGINES, type Scenario } from '../model/scenario.ts'
import { KERNELS, type KernelChoice } from '../sim/kernel/choice.ts'

/** @throws RangeError unless it is a kernel */
export const checkKernel = (kernel: KernelChoice): void => {
  if (KERNELS.includes(kernel)) return
  throw new RangeError(`kernel ${JSON.stringify(kernel)} is not one of ${KERNELS.join(', ')}`)
}

/** What is asked of a run that only frames can answer. */
interface OfFrames {
  readonly kernel?: KernelChoice
  readonly trace?: unknown
  readonly isReplicated: boolean
}

/** @throws RangeError unless the scenario's engine is one, can simulate it, and answers what is asked */
export const checkEngine = (
  scenario: Pick<Scenario, 'engine' | 'start' | 'world' | 'warmup' | 'duration'>,
  { kernel = 'auto', trace, isReplicated }: OfFrames,
): void => {
  const { engine, warmup, duration } = scenario
  if (!ENGINES.includes(engine)) {
    throw new RangeError(`engine ${JSON.stringify(engine)} is not one of ${ENGINES.join(', ')}`)
  }
  if (warmup + duration > horizonOf(engine)) {
    throw new RangeError(`engine ${engine}: the run is longer than it simulates`)
  }
  if (engine === 'packet') return
  if (trace !== undefined) throw new RangeError('trace: the fluid engine has no frames')
  if (kernel !== 'auto') throw new RangeError(`kernel ${kernel}: the fluid engine has no frames`)
  if (isReplicated && !isDrawn(scenario)) {
    throw new RangeError('replications: as fluid nothing is drawn, and one run says all')
  }
}

/** @throws RangeError unless it is a whole number from 0 to 2^32 - 1 */
export const checkSeed = (seed: number): void => {
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return
  throw new RangeError(`seed ${seed} is not a whole number from 0 to ${2 ** 32 - 1}`)
}

/** @throws RangeError unless it is above 0 and below 1 */
export const checkShare = (name: string, value: number): void => {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} ${value} is not above 0 and below 1`)
}

/** @throws RangeError unless it is a whole number from `least` to `most` */
export const checkWhole = (name: string, value: number, most: number, least: number = 1): void => {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw new RangeError(`${name} ${value} is not a whole number from ${least} to ${most}`)
}
