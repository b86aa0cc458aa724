/** Scenarios of tasks, read from what Redis has instead of files. */
import path from 'node:path'
import type { FileReader } from '../../scenario/files.ts'
import { type Loaded, load } from '../../scenario/load.ts'
import { LOST, type InputName, type TaskData } from './task.ts'

/** Scenarios that are kept for the next task. */
const KEPT = 4

/** Deep enough that a path of an input that leads upwards ends in a folder of its own. */
const FOLDER = `/${'below/'.repeat(64)}`
const SCENARIO = path.join(FOLDER, 'scenario.yaml')

/** Files in memory, by their paths. */
const memoryFiles = (contents: ReadonlyMap<string, Buffer>): FileReader => ({
  realPath: name => ({ ok: true, value: name }),
  read: (name, use) => {
    const bytes = contents.get(name)
    return bytes === undefined
      ? { ok: false, fault: 'missing' }
      : { ok: true, value: use({ size: bytes.length, chunks: [bytes] }) }
  },
})

/** Loads the scenarios of tasks, each once. */
export class Scenarios {
  readonly #fetch: (sha256: string) => Promise<Buffer | null>
  readonly #known = new Map<string, Promise<Loaded>>()

  /** @param fetch  gets bytes by their hash; null where they are lost */
  constructor(fetch: (sha256: string) => Promise<Buffer | null>) {
    this.#fetch = fetch
  }

  /** The scenario of a task as its file has it. @throws Error with the message `LOST` */
  async of({ scenario, inputs }: TaskData): Promise<Loaded> {
    const key = JSON.stringify([scenario, inputs])
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const loading = this.#load(scenario, inputs)
    this.#known.set(key, loading)
    loading.catch(() => this.#known.delete(key))
    for (const oldest of [...this.#known.keys()].slice(0, -KEPT)) this.#known.delete(oldest)
    return loading
  }

  async #load(scenario: string, inputs: readonly InputName[]): Promise<Loaded> {
    const contents = new Map([[SCENARIO, await this.#bytes(scenario)]])
    for (const { file, sha256 } of inputs) {
      contents.set(path.resolve(FOLDER, file), await this.#bytes(sha256))
    }
    // A file's name may be any: where it lies is settled by whoever began the sweep.
    const result = load(SCENARIO, { files: memoryFiles(contents), allowRead: ['/'] })
    if (result.ok) return result.loaded
    throw new Error(`the scenario is refused here: ${result.faults[0]?.message ?? ''}`)
  }

  async #bytes(sha256: string): Promise<Buffer> {
    const bytes = await this.#fetch(sha256)
    if (bytes === null) throw new Error(LOST)
    return bytes
  }
}
