/**
 * Who watches the watchmen: a simulator broken on purpose must be caught, each time by the law that is
 * there for it. What no law catches, the project would ship.
 */
import { expect, test, vi } from 'vitest'
import { CLAIMS, LAWS, type Claim } from '../laws/index.ts'
import type { Simulator } from '../sim/support/worlds.ts'
import { BUGS } from './bugs.ts'
import { checkPlace, plant } from './plant.ts'

/** One bug in so many is planted where not all are asked for: each takes a second or two. */
const EVERY = process.env['PLANTED'] === 'all' ? 1 : 4

/** Loading a copy takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 })

/** The error at the bottom: a property reports what failed in it as a cause. */
const rootOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error

/** What breaks a law: null, a figure that is wrong, or the simulator's own alarm. */
const breachOf = async (claim: Claim, simulator: Simulator): Promise<string | null> => {
  try {
    await LAWS[claim](simulator)
    return null
  } catch (error) {
    const { name, message } = rootOf(error) as Error
    // Anything else is a slip of the bug itself, which a compiler would have caught.
    if (name === 'AssertionError' || name === 'InvariantError') return message
    throw error
  }
}

test('the unbroken copy holds every law', async () => {
  const simulator = await plant([])
  for (const claim of CLAIMS) expect(await breachOf(claim, simulator), claim).toBeNull()
})

test.each(BUGS.map(bug => [bug.bug, bug] as const))('%s has its place', (_bug, { edits }) => {
  for (const edit of edits) expect(() => checkPlace(edit)).not.toThrow()
})

test.each(
  BUGS.filter((_, i) => i % EVERY === 0).map(
    bug => [bug.bug, bug.caughtBy.join('; '), bug] as const,
  ),
)('%s | caught by: %s', async (_bug, _laws, { edits, caughtBy }) => {
  const simulator = await plant(edits)
  for (const claim of caughtBy) {
    expect(await breachOf(claim, simulator), `holds still: ${claim}`).not.toBeNull()
  }
})

test('no law is idle: each catches one of the bugs', () => {
  const busy = new Set(BUGS.flatMap(({ caughtBy }) => caughtBy))
  expect(CLAIMS.filter(claim => !busy.has(claim))).toEqual([])
})

test('a text that is gone, or there twice, is told and not planted', async () => {
  const gone = { file: 'sim/bucket.ts', find: 'no such text', replace: '' }
  await expect(plant([gone])).rejects.toThrow('0 places, not one')
  await expect(plant([{ ...gone, find: 'this' }])).rejects.toThrow('places, not one')
})
