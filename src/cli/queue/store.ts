/** Scenario texts and input files in Redis, by their hashes: all that workers need besides their tasks. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Redis } from 'ioredis'
import { nodeFiles } from '../../scenario/files.ts'
import type { Loaded } from '../../scenario/load.ts'
import { count } from '../../report/terminal/figures.ts'
import { UsageError } from '../exit.ts'
import type { InputName } from './task.ts'

/** Bytes of an input file that a queue carries; Redis itself takes twice as many. */
const INPUT_MAX = 256 << 20
/** Seconds for which they are kept after they were last needed. */
const KEPT = 7 * 24 * 3600

/** Where something is. */
export const keyOf = (sha256: string): string => `interlink-sim:file:${sha256}`

const put = async (redis: Redis, sha256: string, bytes: () => Buffer): Promise<void> => {
  if ((await redis.expire(keyOf(sha256), KEPT)) === 1) return
  await redis.set(keyOf(sha256), bytes(), 'EX', KEPT)
}

/**
 * The bytes of an input file.
 *
 * @throws UsageError when it is too large, or not what it was
 */
const bytesOf = ({ file: scenario }: Loaded, { file, sha256 }: InputName): Buffer => {
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

/** Puts a scenario and its input files there, unless they are. */
export const store = async (redis: Redis, loaded: Loaded): Promise<void> => {
  await put(redis, loaded.sha256, () => Buffer.from(loaded.text))
  for (const input of loaded.inputs) await put(redis, input.sha256, () => bytesOf(loaded, input))
}

/** Gets something back; null where it is lost. */
export const fetch = async (redis: Redis, sha256: string): Promise<Buffer | null> =>
  redis.getBuffer(keyOf(sha256))
