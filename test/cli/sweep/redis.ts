/** A Redis of Debian's on a free port of this machine, and processes that use it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether there is one. */
export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0

/** A port that nobody listens to. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A Redis that can be ended and begun again. */
export interface RedisServer {
  readonly url: string
  readonly begin: () => Promise<void>
  /** Ends it as a power cut does. */
  readonly end: () => Promise<void>
}

/** @param keeps  whether it keeps what it has while it is away */
export const redisServer = async (folder: string, keeps: boolean): Promise<RedisServer> => {
  const port = await freePort()
  let child: ChildProcess | null = null
  return {
    url: `redis://127.0.0.1:${port}`,
    begin: async () => {
      child = spawn(
        'redis-server',
        [
          ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
          ...['--save', '', '--appendonly', keeps ? 'yes' : 'no', '--appendfsync', 'always'],
        ],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      )
      for await (const text of child.stdout!) {
        if (String(text).includes('Ready to accept connections')) break
      }
    },
    end: async () => {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Says at the end whether packages were loaded that only a queue needs; both are CommonJS somewhere inside. */
const REPORTING = `--import=data:text/javascript,${encodeURIComponent(`
  import { createRequire } from 'node:module'
  const { cache } = createRequire('file:///')
  process.once('exit', () => {
    if (Object.keys(cache).some(file => /node_modules.(bullmq|ioredis)./.test(file)))
      process.stderr.write('bullmq or ioredis loaded\\n')
  })
`)}`

/** A command in a process of its own, and what it has told so far. */
export interface Running {
  readonly child: ChildProcess
  readonly told: () => string
  /** Whether it has loaded what talks to Redis, once it has ended. */
  readonly loaded: () => boolean
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
}

export const start = (...args: readonly string[]): Running => {
  const child = spawn(process.execPath, ['--import', 'tsx', REPORTING, MAIN, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      text += String(chunk)
    })
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  return {
    child,
    told: () => text.replace(/^bullmq or ioredis loaded\n/mu, ''),
    loaded: () => text.includes('bullmq or ioredis loaded\n'),
    ended,
  }
}

/** Waits until something is so; false after so many seconds. */
export const until = async (isSo: () => boolean, seconds: number): Promise<boolean> => {
  for (let left = seconds * 100; left > 0; left--) {
    if (isSo()) return true
    await sleep(10)
  }
  return false
}
