/** Sweeps that are killed, and disks that fill up: nothing that is done is lost, and no file is half there. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { call } from '../call.ts'
import { scenario } from '../scenarios.ts'
import { FILES, bytesOf, sweepFolder } from './sweeps.ts'

/** After so many bytes the disk is full; null: it never is. */
const disk: { left: number | null } = { left: null }
vi.mock('node:fs', async original => {
  const real = await original<typeof import('node:fs')>()
  return {
    ...real,
    writeSync: (descriptor: number, bytes: Uint8Array, offset = 0) => {
      if (disk.left === null) return real.writeSync(descriptor, bytes, offset)
      if (disk.left === 0) {
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
      }
      const length = Math.min(disk.left, bytes.length - offset)
      const taken = real.writeSync(descriptor, bytes, offset, length)
      disk.left -= taken
      return taken
    },
  }
})
afterEach(() => {
  disk.left = null
})

const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const folder = sweepFolder({
  'busy.yaml': scenario({ duration: '60ms', rate: '400Mbps' }),
  'busy.sweep.yaml': `scenario: busy.yaml
vary:
  interlinks.web.burst: [2kB, 4kB, 8kB, 16kB]
  seed: [${Array.from({ length: 25 }, (_, i) => i).join(', ')}]
`,
})
const file = join(folder, 'busy.sweep.yaml')
let places = 0
const fresh = (): string => join(folder, `out-${places++}`)
const journalOf = (out: string): string => join(out, 'sweep.journal')
const linesIn = (out: string): number =>
  existsSync(journalOf(out)) ? readFileSync(journalOf(out), 'utf8').split('\n').length - 2 : 0

const whole = fresh()
const sweepWhole = async (): Promise<readonly string[]> => {
  if (!existsSync(whole)) await call(`sweep ${file} --out ${whole} --quiet`)
  return bytesOf(whole)
}

describe('a sweep that is killed', () => {
  it('goes on where it was and ends with the same bytes, whenever that was', async () => {
    const expected = await sweepWhole()
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          after: fc.integer({ min: 0, max: 90 }),
          later: fc.integer({ max: 20, min: 0 }),
        }),
        async ({ after, later }) => {
          const out = fresh()
          const words = ['sweep', file, '--out', out, '--quiet', '--threads', '2']
          const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...words], {
            cwd: ROOT,
            stdio: 'ignore',
          })
          const ended = once(child, 'exit')
          while (linesIn(out) < after && child.exitCode === null) await sleep(2)
          await sleep(later)
          child.kill('SIGKILL')
          await ended
          if (child.exitCode === null) {
            expect(FILES.filter(name => existsSync(join(out, name)))).toEqual([])
          }
          const done = linesIn(out)
          const { exit, err } = await call(`sweep ${file} --out ${out}`)
          expect(exit).toBe(0)
          const found = /sweep resumed: (\d+) of 100 runs/.exec(err)?.[1] ?? '0'
          expect(Number(found)).toBe(Math.max(0, done))
          expect(bytesOf(out)).toEqual(expected)
          expect(readdirSync(out).sort()).toEqual(
            ['sweep.journal', ...FILES].sort((a, b) => (a < b ? -1 : 1)),
          )
        },
      ),
      { numRuns: 4, examples: [[{ after: 1, later: 0 }]] },
    )
  })
})

describe('a sweep whose disk is full', () => {
  it('says so, keeps what is done, and goes on when there is room', async () => {
    const expected = await sweepWhole()
    const out = fresh()
    disk.left = 20_000
    const full = await call(`sweep ${file} --out ${out}`)
    expect(full.exit).toBe(2)
    expect(full.out).toBe('')
    const [, kept] = /^(\S+) cannot be written: no space left on the device; (\d+) of 100 runs/
      .exec(full.err)!
      .slice(1)
    expect(full.err).toContain('runs are kept in it: start again to go on\n')
    expect(linesIn(out)).toBe(Number(kept))
    disk.left = null
    const again = await call(`sweep ${file} --out ${out}`)
    expect(again.err).toContain(`sweep resumed: ${kept} of 100 runs found`)
    expect(bytesOf(out)).toEqual(expected)
  })

  it('leaves no file half there when only the last ones do not fit', async () => {
    await sweepWhole()
    const out = fresh()
    mkdirSync(out)
    copyFileSync(journalOf(whole), journalOf(out))
    disk.left = 3000
    const { exit, err } = await call(`sweep ${file} --out ${out}`)
    expect(exit).toBe(2)
    expect(err).toContain(
      `${out}/report.html cannot be written: no space left on the device; ` +
        `all runs are kept in ${out}/sweep.journal: start again to write the files\n`,
    )
    expect(readdirSync(out)).toEqual(['sweep.journal'])
  })

  it('says at once that the folder may not be written to', async () => {
    const { exit, err } = await call(`sweep ${file} --out /proc/sweep`)
    expect(exit).toBe(2)
    expect(err).toBe('/proc/sweep cannot be made: no folder can be made there\n')
    const taken = await call(`sweep ${file} --out ${file}`)
    expect(taken.err).toBe(`${file} is no folder\n`)
  })
})
