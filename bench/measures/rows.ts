/** The figures that the README names, and the table that they make. */
import type { Case, Measured, Measure } from '../shared/runs.ts'
import type { Spread } from '../shared/statistics.ts'
import { figure, markdownTable } from '../shared/table.ts'
import { W1_WORLD, W2_WORLD, type World, parted } from '../shared/world.ts'

export interface Row {
  readonly item: Case
  /** Whether what is told is the whole command rather than the simulation proper. */
  readonly whole: boolean
  /** Whether its memory is told. */
  readonly memory: boolean
}

/** Packets of a second of W1. */
const W1_FRAMES = 950_000

/**
 * @param packets  of each row of the batch kernel; the event kernel gets a sixth
 * @param seconds  simulated by the whole command
 */
export const rowsOf = (packets: number, seconds: number): readonly Row[] => {
  const row = (label: string, world: World, more: Partial<Case & Row> = {}): Row => ({
    item: {
      label,
      world,
      packets: more.packets ?? packets,
      kernel: more.kernel ?? 'batch',
      threads: more.threads ?? 1,
    },
    whole: more.whole ?? false,
    memory: more.memory ?? false,
  })
  const policing: World = { ...W2_WORLD, direction: 'toCloud', enforce: 'police' }
  const overload: World = { ...W2_WORLD, load: 1.2 }
  const two: World = { ...W2_WORLD, connections: 2 }
  const fewer = Math.round(packets / 6)
  return [
    row('W1: 8 InterLinks of 1 Gbps on a 10 Gbps port', W1_WORLD),
    row('W2: 64 InterLinks of 1.5 Gbps on a 100 Gbps port', W2_WORLD, { memory: true }),
    row('W2 with IMIX', { ...W2_WORLD, frame: 'imix' }),
    row('W2 policed, towards the cloud', policing),
    row('W2, 1.2 times its allocation offered, a sixth dropped', overload),
    row('the same with IMIX', { ...overload, frame: 'imix' }),
    row('4094 InterLinks, 100 intervals', { ...parted(4094), intervals: 100 }, { memory: true }),
    row('event kernel, W1', W1_WORLD, { kernel: 'event', packets: fewer }),
    row('event kernel, W2', W2_WORLD, { kernel: 'event', packets: fewer }),
    row('W2 on two connections, one thread', two, { packets: 2 * packets }),
    row('W2 on two connections, two threads', two, { packets: 2 * packets, threads: 2 }),
    row(`W1, ${seconds} s simulated, from start to exit`, W1_WORLD, {
      packets: seconds * W1_FRAMES,
      whole: true,
    }),
  ]
}

/** What a row tells of what was measured. */
export const toldOf = (
  { whole, memory }: Row,
  measure: Measure,
): {
  readonly nanoseconds: Spread
  readonly ratio: Spread | null
  readonly memory: number | null
} => ({
  nanoseconds: whole ? measure.whole : measure.nanoseconds,
  ratio: whole ? measure.wholeRatio : measure.ratio,
  memory: memory ? measure.memory : null,
})

const range = ({ min, max }: Spread): string => `${figure(min)} … ${figure(max)}`

/** Markdown, ready for the README. */
export const tableOf = (rows: readonly Row[], { measures, plainC }: Measured): string =>
  markdownTable([
    ['', 'million packets/s', 'ns per packet', 'times plain C', 'least … most', 'memory'],
    ...rows.map((row, index) => {
      const { nanoseconds, ratio, memory } = toldOf(row, measures[index]!)
      return [
        row.item.label,
        figure(1e3 / nanoseconds.median),
        figure(nanoseconds.median),
        ratio === null ? '' : figure(ratio.median),
        ratio === null ? '' : range(ratio),
        memory === null ? '' : `${(memory / 1e6).toFixed(0)} MB`,
      ]
    }),
    ...(plainC === null
      ? []
      : [
          [
            'plain C, W2',
            figure(1e3 / plainC.median),
            figure(plainC.median),
            '1',
            `${range(plainC)} ns`,
            '',
          ],
        ]),
  ])
