/** What cost and memory are measured against: one section of the report each. */
import type { Case } from '../shared/runs.ts'
import { type Frame, W1_WORLD, W2_WORLD, parted } from '../shared/world.ts'

export interface Section {
  /** Of its picture's file. */
  readonly id: string
  readonly title: string
  /** What is varied and what stays, in a paragraph. */
  readonly about: string
  readonly axis: Axis
  readonly points: readonly Point[]
}

/** The horizontal axis. */
export interface Axis {
  readonly name: string
  readonly kind: 'log' | 'value' | 'category'
}

export interface Point {
  /** Where it stands on the axis; of a category its name. */
  readonly x: number | string
  readonly item: Case
}

export interface Size {
  /** Of each case, but where the simulated time is varied. */
  readonly packets: number
  readonly seconds: readonly number[]
  readonly interlinks: readonly number[]
}

export const FULL: Size = {
  packets: 30_000_000,
  seconds: [1, 2, 5, 10, 20, 40, 80],
  interlinks: [1, 8, 64, 512, 4094],
}

export const QUICK: Size = {
  packets: 3_000_000,
  seconds: [1, 2, 5],
  interlinks: FULL.interlinks,
}

/** Frames of W1 in a second. */
const W1_FRAMES = 950_000

const FRAMES: readonly (readonly [string, Frame])[] = [
  ['64 B', '64B'],
  ['IMIX', 'imix'],
  ['1000 B', '1000B'],
  ['9018 B', '9018B'],
]

const LOADS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1, 1.1, 1.2]

export const sectionsOf = ({ packets, seconds, interlinks }: Size): readonly Section[] => {
  const usual = { packets, kernel: 'batch', threads: 1 } as const
  const lanes = [1, 2, 4].flatMap(connections =>
    [1, 2].map(count => {
      const label = `${connections} on ${count}`
      const world = { ...W2_WORLD, connections }
      return { x: label, item: { ...usual, threads: count, label, world } }
    }),
  )
  return [
    {
      id: 'interlinks',
      title: 'Number of InterLinks',
      about:
        'The allocation of W2, 96 Gbps of a 100 Gbps port, in equal parts; all sources together offer the same. 64 are W2. Series of 1000 intervals, as by default.',
      axis: { name: 'InterLinks', kind: 'log' },
      points: interlinks.map(count => ({
        x: count,
        item: { ...usual, label: count.toLocaleString('en'), world: parted(count) },
      })),
    },
    {
      id: 'time',
      title: 'Simulated time',
      about:
        'W1, longer and longer: 0.95 million packets a second. V8 compiles while the first few million are played, which short runs feel.',
      axis: { name: 'simulated time, s', kind: 'log' },
      points: seconds.map(time => ({
        x: time,
        item: { ...usual, packets: time * W1_FRAMES, label: `${time} s`, world: W1_WORLD },
      })),
    },
    {
      id: 'frames',
      title: 'Frame sizes',
      about:
        'W2 with other frames. Bandwidth counts the wire (`countAs: l1`) and 95 % of it is offered, so the port is equally busy with each size. IMIX: 64, 594 and 1518 bytes, 7 : 4 : 1.',
      axis: { name: 'frame', kind: 'category' },
      points: FRAMES.map(([label, frame]) => ({
        x: label,
        item: { ...usual, label, world: { ...W2_WORLD, frame, countAs: 'l1' } },
      })),
    },
    {
      id: 'load',
      title: 'Utilisation',
      about:
        'W2, more or less offered to the same allocation. Above 1 shapers are full and drop; a bandwidth counts the VLAN tag, so 1 is a little above already.',
      axis: { name: 'offered ÷ allocation', kind: 'value' },
      points: LOADS.map(load => ({
        x: load,
        item: { ...usual, label: String(load), world: { ...W2_WORLD, load } },
      })),
    },
    {
      id: 'threads',
      title: 'Threads',
      about:
        'W2 on one, two and four connections, the same number of packets in all, on one and on two threads. Time per packet of all lanes together: half of it is twice the speed.',
      axis: { name: 'lanes on threads', kind: 'category' },
      points: lanes,
    },
  ]
}
