/** The complete life of every frame of a small world, as a table that a person can check by hand. */
import type { Direction } from '../../../src/model/direction.ts'
import { type OracleFrame, simulateSlowly } from './oracle.ts'
import { type ReplayWorld, oracleLane } from './worlds.ts'

/** The lives of a direction's frames, in the order of emission, by the slow oracle. */
export const livesOf = (world: ReplayWorld, direction: Direction): readonly OracleFrame[] =>
  simulateSlowly(oracleLane(world, direction)).frames

/** Whole picoseconds as nanoseconds with three decimals, which is all of them. */
const nanoseconds = (instant: number): string => (instant / 1000).toFixed(3)

/** What a frame came to, instant by instant along its path; what it never came to stays empty. */
const row = (
  frame: OracleFrame,
  index: number,
  direction: Direction,
  names: readonly string[],
): readonly string[] => {
  const at = (instant: number): string => (instant < 0 ? '' : nanoseconds(instant))
  const { flow, size, emission, portArrival, start, bucketArrival, release, delivered } = frame
  const before = [String(index + 1), names[flow]!, String(size), at(emission)]
  const way =
    direction === 'toCustomer'
      ? [at(release), at(start), at(delivered)]
      : [at(portArrival), at(start), at(bucketArrival), at(delivered)]
  const end =
    frame.dropped === null ? '' : `${frame.dropped.cause} at ${nanoseconds(frame.dropped.time)}`
  return [...before, ...way, end]
}

const HEADS: Readonly<Record<Direction, readonly string[]>> = {
  toCustomer: [
    'frame',
    'interlink',
    'size',
    'emitted',
    'released',
    'first bit',
    'delivered',
    'dropped',
  ],
  toCloud: [
    'frame',
    'interlink',
    'size',
    'emitted',
    'at port',
    'first bit',
    'at bucket',
    'delivered',
    'dropped',
  ],
}

/** Columns of text, the second and the last flush left, numbers flush right. */
const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(cells => cells[column]!.length)))
  const isText = (column: number): boolean => column === 1 || column === widths.length - 1
  return rows
    .map(cells =>
      cells
        .map((cell, i) => (isText(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The table of a direction's frames, times in nanoseconds. */
export const lifeTable = (world: ReplayWorld, direction: Direction): string => {
  const names = oracleLane(world, direction).flows.map(({ interlink }) => interlink)
  const rows = livesOf(world, direction).map((life, i) => row(life, i, direction, names))
  return aligned([HEADS[direction], ...rows])
}
