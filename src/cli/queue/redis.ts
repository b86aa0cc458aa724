/** Connections to the Redis of a queue, and what is said while it is away. */
import { Redis } from 'ioredis'
import { UsageError } from '../exit.ts'
import { withoutPassword } from './url.ts'

/** Milliseconds in which a Redis must answer that has never done so. */
const FIRST_PATIENCE = 3_000
/** Milliseconds between two attempts to reach it, at most. */
const RETRY_MAX = 1_000

/** A connection whose commands wait while Redis is away, however long. */
const open = (url: string): Redis => {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: times => Math.min(100 * times, RETRY_MAX),
  })
  // What is wrong is told by whoever watches; a connection that nobody listens to would end the process.
  redis.on('error', () => {})
  return redis
}

const why = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no such host'
  return message
}

/**
 * Connects.
 *
 * @throws UsageError when nothing answers within some seconds
 */
export const connect = async (url: string): Promise<Redis> => {
  const redis = open(url)
  let last: unknown = new Error('nothing answers')
  redis.on('error', error => {
    last = error
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), FIRST_PATIENCE)
  })
  try {
    // A first attempt that fails is followed by others.
    const ready = new Promise(resolve => redis.once('ready', resolve))
    redis.connect().catch(() => {})
    await Promise.race([ready, late])
    return redis
  } catch {
    redis.disconnect()
    throw new UsageError(`--queue: ${withoutPassword(url)} cannot be reached: ${why(last)}`)
  } finally {
    clearTimeout(timer)
  }
}

/** Another connection to the same Redis, for what blocks. */
export const another = (redis: Redis): Redis => {
  const twin = redis.duplicate()
  twin.on('error', () => {})
  return twin
}

/** Tells when Redis goes away and comes back. @returns ends the connection, which is not told */
export const watch = (redis: Redis, onAway: () => void, onBack: () => void): (() => void) => {
  let isAway = false
  let hasEnded = false
  redis.on('close', () => {
    if (!isAway && !hasEnded) onAway()
    isAway = true
  })
  redis.on('ready', () => {
    if (isAway) onBack()
    isAway = false
  })
  return () => {
    hasEnded = true
    redis.disconnect()
  }
}

/** Waits for work, however it ends, but not for long: what Redis does not answer is not waited for. */
export const atMost = async (
  milliseconds: number,
  ...work: readonly Promise<unknown>[]
): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise(resolve => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([Promise.allSettled(work), late])
  clearTimeout(timer)
}
