/** Runs the scenarios of `scenarios/`, as they are or with a few words replaced. */
import { readFileSync } from 'node:fs'
import {
  type LoadResult,
  type Loaded,
  type ResultDocument,
  type Simulation,
  formatFault,
  load,
  nodeFiles,
  parseScenario,
  run,
} from '../../src/index.ts'

type Flow = ResultDocument['flows'][number]
type Port = ResultDocument['ports'][number]

/** What a scenario gave. */
export interface Outcome extends Simulation {
  /** @throws when nothing was sent that way */
  flow(interlink: string, direction: Flow['direction']): Flow
  port(connection: string, direction: Port['direction']): Port
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
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'))
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
      ? load(pathOf(name), { files: nodeFiles, allowRead: [] })
      : parseScenario(edited(read(name), edits), `${name}.yaml`),
  )
  const simulation = await run(input, { clock: () => performance.now() / 1000 })
  return {
    ...simulation,
    flow: (interlink, direction) => {
      const found = simulation.flows.find(
        flow => flow.interlink === interlink && flow.direction === direction,
      )
      if (found === undefined) throw new Error(`no traffic of ${interlink} ${direction}`)
      return found
    },
    port: (connection, direction) => {
      const found = simulation.ports.find(
        port => port.connection === connection && port.direction === direction,
      )
      if (found === undefined) throw new Error(`no port of ${connection} ${direction}`)
      return found
    },
  }
}
