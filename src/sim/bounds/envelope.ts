/** What a source may send at most. */
import { match } from 'ts-pattern'
import type { Content } from '../../formats/content.ts'
import type { Demand, FrameSizes, Source } from '../../model/demand.ts'
import { WIRE_OVERHEAD, countedOverhead, largestFrame } from '../../model/frame.ts'
import type { Interlink } from '../../model/world.ts'
import type { BitsPerSecond } from '../../units.ts'
import type { Curve } from '../../theory/curve.ts'
import { leastPeriod } from '../source/onoff.ts'
import { type CaptureCurves, type Counting, captureCurves } from './capture.ts'
import { burstyCurve, pacedLine } from './paced.ts'
import { type SizeRange, rangeOf } from './sizes.ts'

/** Arrivals of a source's frames that the MTU admits. */
export interface Envelope {
  /** Null: there are none. */
  readonly sizes: SizeRange | null
  /** In bytes as the bandwidth counts them. */
  readonly counted: Curve
  /** In bytes of the wire. */
  readonly wire: Curve
}

/** Of a source no frame of which is admitted. */
const NOTHING: Envelope = {
  sizes: null,
  counted: [{ rate: 0n, burst: 0n }],
  wire: [{ rate: 0n, burst: 0n }],
}

/** The range of those sizes that are admitted. */
const admittedOf = (frame: FrameSizes, largest: number): SizeRange | null =>
  rangeOf(frame.filter(({ size }) => size <= largest).map(({ size }) => ({ min: size, max: size })))

/** Works out envelopes, those of a capture once however many sources replay it alike. */
export class Envelopes {
  readonly #inputs: ReadonlyMap<string, Content>
  readonly #end: number
  readonly #captures = new Map<string, CaptureCurves | null>()

  /**
   * @param inputs  what input files hold, by file as written in the scenario
   * @param end     of the run, ps
   */
  constructor(inputs: ReadonlyMap<string, Content>, end: number) {
    this.#inputs = inputs
    this.#end = end
  }

  /**
   * The envelope of a source that feeds an InterLink.
   *
   * Whatever of its frames goes elsewhere or may not enter only makes arrivals fewer.
   */
  of({ source }: Demand, interlink: Interlink, portSpeed: BitsPerSecond): Envelope {
    const largest = largestFrame(interlink.mtu)
    const overheads = [countedOverhead(interlink.countAs), WIRE_OVERHEAD] as const
    const paced = (
      frame: FrameSizes,
      curveOf: (admitted: SizeRange, overhead: number) => Curve,
    ): Envelope => {
      const sizes = admittedOf(frame, largest)
      if (sizes === null) return NOTHING
      const [counted, wire] = overheads
      return { sizes, counted: curveOf(sizes, counted), wire: curveOf(sizes, wire) }
    }
    return match(source)
      .with({ kind: 'cbr' }, ({ rate, frame }) =>
        paced(frame, (admitted, overhead) => [pacedLine(rate, frame, admitted, overhead)]),
      )
      .with({ kind: 'onoff' }, spec =>
        paced(spec.frame, (admitted, overhead) =>
          burstyCurve(
            pacedLine(spec.peak, spec.frame, admitted, overhead),
            leastPeriod(spec.on, spec.shape),
            leastPeriod(spec.off, spec.shape),
          ),
        ),
      )
      .with({ kind: 'poisson' }, { kind: 'csv' }, ({ frame }) => paced(frame, () => []))
      .with({ kind: 'pcap' }, ({ file, speedup }) => {
        const { bandwidth, customerShaper } = interlink
        const limiters = customerShaper === null ? [bandwidth] : [bandwidth, customerShaper.rate]
        const [overhead, wire] = overheads
        const countings = [
          { overhead, servers: limiters },
          { overhead: wire, servers: [portSpeed] },
        ]
        const known = this.#curvesOf({ file, speedup }, largest, countings)
        if (known === null) return NOTHING
        return { sizes: known.sizes, counted: known.curves[0]!, wire: known.curves[1]! }
      })
      .exhaustive()
  }

  #curvesOf(
    { file, speedup }: Pick<Extract<Source, { kind: 'pcap' }>, 'file' | 'speedup'>,
    largest: number,
    countings: readonly Counting[],
  ): CaptureCurves | null {
    const pace = `${speedup.numerator}/${speedup.denominator}`
    const key = JSON.stringify([file, pace, largest, countings])
    const known = this.#captures.get(key)
    if (known !== undefined) return known
    const content = this.#inputs.get(file)
    const curves =
      content?.kind === 'capture'
        ? captureCurves({ capture: content.capture, speedup, largest, end: this.#end }, countings)
        : null
    this.#captures.set(key, curves)
    return curves
  }
}
