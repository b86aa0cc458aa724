/** Objectives that no figure can meet, and what could be written instead. */
import { exampleOf } from '../quantity.ts'
import type { ObjectiveResult } from '../sim/result/document.ts'
import { limitOf, measureOf } from './judged.ts'
import { exact } from './terminal/figures.ts'

/** Why an objective cannot be met. */
export interface Impossible {
  readonly side: 'below' | 'above'
  /** The side on which nothing lies, in words: `below 0 %`. */
  readonly bound: string
  /** A limit that can be met, as a scenario has it: `0.001%`. */
  readonly instead: string
}

const SHARE_LEAST = '0.001%'
const SHARE_MOST = '99.999%'

/** Whether 1 is the most a figure can be: an InterLink's use may pass 100 % by what its bucket held. */
const isBounded = (result: ObjectiveResult): boolean =>
  result.metric === 'loss' ||
  result.metric === 'availability' ||
  (result.metric === 'utilisation' && 'connection' in result)

/** Why no figure meets an objective; null where one can. */
export const impossibilityOf = (result: ObjectiveResult): Impossible | null => {
  const limit = limitOf(result)
  const measure = measureOf(result)
  const bound = exact(limit, measure)
  if (result.below !== undefined && limit <= 0) {
    const instead = measure === 'share' ? SHARE_LEAST : exampleOf(measure)
    return { side: 'below', bound: `below ${bound}`, instead }
  }
  if (result.above !== undefined && limit >= 1 && isBounded(result)) {
    return { side: 'above', bound: `above ${bound}`, instead: SHARE_MOST }
  }
  return null
}
