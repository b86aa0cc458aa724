/** Bounds that hold in each of several replications. */
import type { Bound, FlowBounds, PortBounds } from '../../sim/result/document.ts'

const higher = <F extends string>(a: Bound<F>, b: Bound<F>): Bound<F> => (b.value > a.value ? b : a)

const maybeHigher = <F extends string>(a: Bound<F> | null, b: Bound<F> | null): Bound<F> | null =>
  a === null || b === null ? null : higher(a, b)

/** Of a flow: the higher of what must hold; what theory says of means does not know the seed. */
export const flowBoundsOf = (a: FlowBounds, b: FlowBounds): FlowBounds => ({
  ...a,
  delayMax: maybeHigher(a.delayMax, b.delayMax),
  shaperQueueMax: maybeHigher(a.shaperQueueMax, b.shaperQueueMax),
})

/** Of a port. */
export const portBoundsOf = (a: PortBounds, b: PortBounds): PortBounds => ({
  ...a,
  queueMax: higher(a.queueMax, b.queueMax),
})
