/** Comparisons played by threads: the same bytes, and which side a failure is of. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { InvariantError } from '../../../src/sim/invariant.ts'
import { ComparisonError } from '../../../src/study/compare/fault.ts'
import { StoppedError } from '../../../src/study/stopped.ts'
import { bitsPerSecond } from '../../../src/units.ts'
import { interlink } from '../../sim/support/worlds.ts'
import { small } from '../replications/support/played.ts'
import { compared } from './compared.ts'

vi.mock('../../../src/sim/threads/start-cost.ts', () => ({ START_COST: 0 }))

const instead: { entry: object } = { entry: {} }
vi.mock('../../../src/study/replications/entry.ts', async original => {
  const real = await original<{ readonly ENTRY: object }>()
  return {
    get ENTRY(): object {
      return { ...real.ENTRY, ...instead.entry }
    },
  }
})
afterEach(() => {
  instead.entry = {}
})

const faster = small({
  interlinks: [
    interlink({ id: 'a', bandwidth: bitsPerSecond(6e8) }),
    interlink({ id: 'b', bandwidth: bitsPerSecond(6e8) }),
  ],
})

describe('threads', () => {
  test('give the same bytes however many they are', async () => {
    const documents: string[] = []
    for (const threads of [1, 2, 3]) {
      documents.push(
        JSON.stringify(await compared(small(), faster, { replications: 7 }, { threads })),
      )
    }
    expect(documents[1]).toBe(documents[0])
    expect(documents[2]).toBe(documents[0])
  })

  test('end when the signal aborts', async () => {
    const stop = new AbortController()
    const onProgress = (): void => stop.abort()
    const options = { threads: 2, signal: stop.signal, onProgress }
    await expect(compared(small(), faster, { replications: 500 }, options)).rejects.toThrow(
      StoppedError,
    )
  })

  test('say which side and seed failed', async () => {
    const file = new URL('../replications/support/fails.ts', import.meta.url)
    instead.entry = { filename: file.href }
    const options = { threads: 2 }
    const error = await compared(small(), faster, { seed: 40, replications: 6 }, options).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(ComparisonError)
    expect(error).toMatchObject({ side: 'a', seed: 43, done: 3 })
    expect((error as ComparisonError).cause).toBeInstanceOf(InvariantError)
  })
})
