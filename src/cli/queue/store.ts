/** Scenario texts and input files in Redis, by their hashes: all that workers need besides their tasks. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Redis } from 'ioredis'
import { count } from '../../report/terminal/figures.ts'
import { nodeFiles } from '../../scenario/files.ts'
import type { Loaded } from '../../scenario/load.ts'
import { UsageError } from '../exit.ts'
import type { InputName } from './task.ts'

/** Bytes of an input file that a queue carries; Redis itself takes twice as many. */
const INPUT_MAX = 256 << 20
/** Seconds for which they are kept after they were last needed. */
const KEPT = 7 * 24 * 3600

const keyOf = (sha256: string): string => `interlink-sim:file:${sha256}`

/** What a task needs: a scenario file by its path, hash and text, and its inputs. */
export interface Goods extends Pick<Loaded, 'file' | 'sha256' | 'text'> {
  readonly inputs: readonly InputName[]
}

/** As little of a scenario as that takes: many tasks are waited for at once. */
export const goodsOf = ({ file, sha256, text, inputs }: Loaded): Goods => ({
  file,
  sha256,
  text,
  inputs: inputs.map(input => ({ file: input.file, sha256: input.sha256 })),
})

/**
 * The bytes of an input file.
 *
 * @throws UsageError when it is too large, or not what it was
 */
const bytesOf = (scenario: string, { file, sha256 }: InputName): Buffer => {
  const name = path.resolve(path.dirname(scenario), file)
  const answer = nodeFiles.read(name, ({ size, chunks }) => {
    if (size > INPUT_MAX) {
      throw new UsageError(
        `--queue: ${file} has ${count(size)} bytes, above the ${count(INPUT_MAX)} that a queue carries; ` +
          'shorten it, or sweep without --queue',
      )
    }
    const parts: Uint8Array[] = []
    // A chunk is valid until the next one is taken.
    for (const chunk of chunks) parts.push(chunk.slice())
    return Buffer.concat(parts)
  })
  const bytes = answer.ok ? answer.value : Buffer.alloc(0)
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes
  throw new UsageError(`--queue: ${file} has changed since the sweep began; start again`)
}

/** Puts goods there; each once, however many tasks need it at the same time. */
export class Store {
  readonly #redis: Redis
  readonly #underWay = new Map<string, Promise<void>>()

  constructor(redis: Redis) {
    this.#redis = redis
  }

  /** Puts what is not there. @throws UsageError when an input file cannot be put there */
  async put({ file, sha256, text, inputs }: Goods): Promise<void> {
    await this.#put(sha256, () => Buffer.from(text))
    for (const input of inputs) await this.#put(input.sha256, () => bytesOf(file, input))
  }

  /** Gets something back; null where it is lost. */
  async get(sha256: string): Promise<Buffer | null> {
    return this.#redis.getBuffer(keyOf(sha256))
  }

  async #put(sha256: string, bytes: () => Buffer): Promise<void> {
    const known = this.#underWay.get(sha256)
    if (known !== undefined) return known
    const putting = this.#putNow(sha256, bytes).finally(() => this.#underWay.delete(sha256))
    this.#underWay.set(sha256, putting)
    return putting
  }

  async #putNow(sha256: string, bytes: () => Buffer): Promise<void> {
    if ((await this.#redis.expire(keyOf(sha256), KEPT)) === 1) return
    await this.#redis.set(keyOf(sha256), bytes(), 'EX', KEPT)
  }
}
