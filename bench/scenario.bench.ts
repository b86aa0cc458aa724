/** Loading: a scenario file's text to a checked world. */
import { readFileSync } from 'node:fs'
import { parseScenario } from '../src/scenario/load.ts'
import type { Size, Subject } from './subject.ts'

const subject = (file: string, times: number): Subject => ({
  name: `loading ${file}`,
  operation: 'file',
  work: () => {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    let interlinks = 0
    for (let i = 0; i < times; i++) {
      const parsed = parseScenario(text, file)
      if (!parsed.ok) throw new Error(`${file} is refused`)
      interlinks += parsed.loaded.scenario.world.interlinks.length
    }
    return { operations: times, hash: String(interlinks / times) }
  },
})

export const subjects = (size: Size): readonly Subject[] => {
  const times = size === 'small' ? 1 : 20
  return [subject('w1.yaml', times), subject('w2.yaml', times)]
}
