/** Sources in a line, for tests that need few of them. */
import type { Demand, FrameSizes } from '../../../src/model/demand.ts'
import { bitsPerSecond, bytes, ps } from '../../../src/units.ts'
import { demand } from './worlds.ts'

/** Frames of one size. */
export const fixed = (size: number): FrameSizes => [{ size: bytes(size), weight: 1 }]

export const poisson = (bps: number, size: number, over: Partial<Demand> = {}): Demand =>
  demand({ source: { kind: 'poisson', rate: bitsPerSecond(bps), frame: fixed(size) }, ...over })

export const cbr = (bps: number, size: number, over: Partial<Demand> = {}): Demand =>
  demand({
    source: { kind: 'cbr', rate: bitsPerSecond(bps), frame: fixed(size), phase: ps(0) },
    ...over,
  })

/** Replays a capture as recorded. */
export const replay = (file: string, over: Partial<Demand> = {}): Demand =>
  demand({ source: { kind: 'pcap', file, speedup: { numerator: 1n, denominator: 1n } }, ...over })
