/** Drawings kept as files. A changed one is a changed result: update it on purpose, and look at it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Compares `text` with the file `golden/NAME.txt`; UPDATE_GOLDENS=1 writes it instead. */
export const expectGolden = (name: string, text: string): void => {
  const file = new URL(`golden/${name}.txt`, import.meta.url)
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
}
