/** Options of the library's words, checked: what is wrong is thrown, with its name and value. */
import { KERNELS, type KernelChoice } from '../sim/kernel/choice.ts'

/** @throws RangeError unless it is a kernel */
export const checkKernel = (kernel: KernelChoice): void => {
  if (KERNELS.includes(kernel)) return
  throw new RangeError(`kernel ${JSON.stringify(kernel)} is not one of ${KERNELS.join(', ')}`)
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
