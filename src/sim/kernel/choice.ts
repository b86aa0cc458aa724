/** Which kernel plays a lane. */
import type { LaneOutline } from '../outline.ts'

/** Kernels by name. */
export type KernelName = 'event' | 'batch'

/** What may be asked for; `auto`: the fastest that plays the lane. */
export type KernelChoice = 'auto' | KernelName
/** All of them. */
export const KERNELS: readonly KernelChoice[] = ['auto', 'event', 'batch']

/** The kernel that plays a lane. Today the batch kernel plays every lane: all are open loops. */
export const kernelFor = (_lane: LaneOutline, choice: KernelChoice): KernelName =>
  choice === 'auto' ? 'batch' : choice
