/** Which kernel plays a lane. */
import type { LaneOutline } from '../outline.ts'

/** Kernels of frames by name. */
export type FrameKernel = 'event' | 'batch'
/** Kernels by name. */
export type KernelName = FrameKernel | 'fluid'

/** What may be asked for; `auto`: the fastest that plays the lane. */
export type KernelChoice = 'auto' | FrameKernel
/** All of them. */
export const KERNELS: readonly KernelChoice[] = ['auto', 'event', 'batch']

/** The kernel that plays a lane. Today the batch kernel plays every lane: all are open loops. */
export const kernelFor = (_lane: LaneOutline, choice: KernelChoice): FrameKernel =>
  choice === 'auto' ? 'batch' : choice
