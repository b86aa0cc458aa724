/** Runs the scenarios of `scenarios/`, as they are or with a few words replaced. */
import { readFileSync } from 'node:fs'
import {
  type LoadResult,
  type Loaded,
  type ResultDocument,
  check,
  explain,
  load,
  run,
} from '../../src/index.ts'

type Flow = ResultDocument['flows'][number]
type Port = ResultDocument['ports'][number]

/** What a scenario gave. */
export interface Outcome extends ResultDocument {
  /** @throws when nothing was sent that way */
  readonly flow: (interlink: string, direction: Flow['direction']) => Flow
  readonly port: (connection: string, direction: Port['direction']) => Port
}

/** Words of a scenario file and what to put in their place, wherever they stand. */
type Edits = Readonly<Record<string, string>>

const pathOf = (name: string): string =>
  new URL(`../../scenarios/${name}.yaml`, import.meta.url).pathname

const read = (name: string): string => readFileSync(pathOf(name), 'utf8')

/** The comment that a scenario opens with, its question and answer, in one line. */
export const answerOf = (name: string): string =>
  read(name)
    .split('\n')
    .slice(1)
    .join('\n')
    .split(/\n(?!#)/, 1)[0]!
    .replaceAll(/\n?# ?/g, ' ')
    .trim()

const loaded = (result: LoadResult): Loaded => {
  if (!result.ok) throw new Error(result.faults.map(explain).join('\n'))
  return result.loaded
}

const edited = (text: string, edits: Edits): string =>
  Object.entries(edits).reduce((before, [words, others]) => {
    if (!before.includes(words)) throw new Error(`the scenario does not say "${words}"`)
    return before.replaceAll(words, others)
  }, text)

/** Runs a scenario by its name. */
export const runScenario = async (name: string, edits?: Edits): Promise<Outcome> => {
  const input = loaded(
    edits === undefined
      ? load(pathOf(name))
      : check(edited(read(name), edits), { file: pathOf(name) }),
  )
  const document = await run(input)
  return {
    ...document,
    flow: (interlink, direction) => {
      const found = document.flows.find(
        flow => flow.interlink === interlink && flow.direction === direction,
      )
      if (found === undefined) throw new Error(`no traffic of ${interlink} ${direction}`)
      return found
    },
    port: (connection, direction) => {
      const found = document.ports.find(
        port => port.connection === connection && port.direction === direction,
      )
      if (found === undefined) throw new Error(`no port of ${connection} ${direction}`)
      return found
    },
  }
}
