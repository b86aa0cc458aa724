/** Frames of one source, for tests that look at nothing else. */
import { expect } from 'vitest'
import type { Content } from '../../../src/formats/content.ts'
import type { Demand } from '../../../src/model/demand.ts'
import { FrameClasses } from '../../../src/sim/source/sizes.ts'
import { openSource } from '../../../src/sim/source/open.ts'

/** A frame as its source sends it: instant, ps, and size n, bytes. */
export interface Emission {
  readonly time: number
  readonly size: number
}

const END = 2 ** 53

/**
 * All frames of a source, read in blocks of the given sizes, repeated. Its random streams do not
 * depend on the demand: sources of one seed draw alike.
 */
export const emissions = (
  of: Demand,
  { seed = 1, end = END, blocks = [64], most = Infinity, inputs = new Map<string, Content>() } = {},
): Emission[] => {
  const classes = new FrameClasses()
  const source = openSource(of, { seed, name: 'x', inputs, classes, end })
  const times = new Float64Array(4096)
  const numbers = new Int32Array(4096)
  const all: Emission[] = []
  for (let turn = 0; all.length < most; turn++) {
    const block = blocks[turn % blocks.length]!
    const count = source.fill(times, numbers, 7, block, Infinity)
    const sizes = classes.sizes()
    for (let i = 7; i < 7 + count; i++) all.push({ time: times[i]!, size: sizes[numbers[i]!]! })
    if (count < block) {
      expect(source.fill(times, numbers, 7, block, Infinity), 'an ended source stays ended').toBe(0)
      break
    }
  }
  return all
}
