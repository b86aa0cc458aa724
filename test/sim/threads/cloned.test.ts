import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { load } from '../../../src/index.ts'
import { InvariantError } from '../../../src/sim/invariant.ts'
import { sharedContent } from '../../../src/sim/threads/shared.ts'
import { rethrown, thrown } from '../../../src/sim/threads/task.ts'

const folder = fileURLToPath(new URL('../../../scenarios/', import.meta.url))
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'))

/** Whether any array of numbers in it is on memory of its own. */
const ownMemory = (value: unknown): boolean => {
  if (ArrayBuffer.isView(value)) return !(value.buffer instanceof SharedArrayBuffer)
  if (value instanceof Map) return [...value.values()].some(ownMemory)
  return typeof value === 'object' && value !== null && Object.values(value).some(ownMemory)
}

const scenarios = files.map(file => {
  const loaded = load(folder + file, { headers: true })
  if (!loaded.ok) throw new Error(`${file} is refused`)
  return { ...loaded.loaded, file }
})

describe.each(scenarios)('$file', ({ scenario }) => {
  test('reaches another thread as it is', () => {
    expect(structuredClone(scenario)).toStrictEqual(scenario)
  })
})

describe.each(scenarios.filter(({ inputs }) => inputs.length > 0))('$file', ({ inputs }) => {
  test('reads the same there, from memory in common', () => {
    for (const { content } of inputs) {
      const shared = sharedContent(content)
      expect(ownMemory(content)).toBe(true)
      expect(ownMemory(shared)).toBe(false)
      const numbers = (it: unknown): string =>
        JSON.stringify(it, (key, value: unknown) => {
          if (key === 'headers') return null
          if (value instanceof Map) return [...value]
          return ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value
        })
      expect(numbers(structuredClone(shared))).toBe(numbers(content))
    }
  })
})

test('a fault of ours is the same on the other side', () => {
  const error = new InvariantError('time retreated', 430)
  const again = rethrown(structuredClone(thrown(error)))
  expect(again).toBeInstanceOf(InvariantError)
  expect(again).toMatchObject({ message: 'time retreated', simulated: 430, stack: error.stack })
  expect(rethrown(structuredClone(thrown('a word')) as never)).toBe('a word')
})
