/** How much there is to simulate in a scenario, before it is simulated. */
import type { Loaded } from '../../src/scenario/load.ts'
import type { FrameSizes } from '../../src/model/demand.ts'
import { PS_PER_SECOND } from '../../src/units.ts'

const meanBits = (frame: FrameSizes): number => {
  const weight = frame.reduce((sum, each) => sum + each.weight, 0)
  return (8 * frame.reduce((sum, each) => sum + each.size * each.weight, 0)) / weight
}

/** The share of its mean below which no Pareto duration is; exponential ones seldom are either. */
const shortest = (shape: number | null): number => (shape === null ? 0.1 : (shape - 1) / shape)

/** Frames that the sources of a scenario send, an upper estimate. */
export const framesOf = ({ scenario, inputs }: Loaded): number => {
  const end = scenario.warmup + scenario.duration
  let frames = 0
  for (const { source, start, stop } of scenario.traffic) {
    const time = Math.max(0, Math.min(stop ?? end, end) - start)
    const seconds = time / PS_PER_SECOND
    if (source.kind === 'cbr' || source.kind === 'poisson') {
      frames += (source.rate * seconds) / meanBits(source.frame)
    } else if (source.kind === 'onoff') {
      // Each period begins with a frame, however short it is.
      const period = (source.on + source.off) * shortest(source.shape)
      frames += (source.peak * seconds) / meanBits(source.frame) + time / Math.max(period, 2)
    } else {
      const content = inputs.find(({ file }) => file === source.file)?.content
      if (content?.kind === 'capture') frames += content.capture.count
      if (content?.kind === 'table' && source.kind === 'csv') {
        const { count, values } = content.table
        const highest = values.get(source.column)!.highest.value * source.unit * source.scale
        // Each sample is looked at, whether or not it sends anything.
        frames += count + (highest * seconds) / meanBits(source.frame)
      }
    }
  }
  return frames
}
