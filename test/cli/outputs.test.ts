/** The files that `run` writes: what is in them, and that they appear whole or not at all. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/program.ts'
import type { ResultDocument } from '../../src/sim/result/document.ts'
import { fakeHost } from './host.ts'
import { MET, MISSED, folderOf, scenario } from './scenarios.ts'

/** After so many bytes the disk is full; null: it never is. */
const disk: { left: number | null; failsAt: 'write' | 'fsync' | 'rename' } = {
  left: null,
  failsAt: 'write',
}
vi.mock('node:fs', async original => {
  const real = await original<typeof import('node:fs')>()
  const full = (): never => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  return {
    ...real,
    writeSync: (descriptor: number, bytes: Uint8Array, offset = 0) => {
      if (disk.left === null) return real.writeSync(descriptor, bytes, offset)
      if (disk.left === 0) full()
      // A disk that fills up takes what it can first.
      const taken = real.writeSync(
        descriptor,
        bytes,
        offset,
        Math.min(disk.left, bytes.length - offset),
      )
      disk.left -= taken
      return taken
    },
    fsyncSync: (descriptor: number) => {
      if (disk.failsAt === 'fsync') full()
      real.fsyncSync(descriptor)
    },
    renameSync: (from: string, to: string) => {
      if (disk.failsAt === 'rename') full()
      real.renameSync(from, to)
    },
  }
})
afterEach(() => {
  disk.left = null
  disk.failsAt = 'write'
})

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const folder = folderOf({
  'met.yaml': MET,
  'missed.yaml': MISSED,
  'long.yaml': scenario({ duration: '1h', rate: '400Mbps' }),
  'fine.yaml': scenario({ duration: '10ms', extra: 'series: { interval: 1ns }\n' }),
})
const file = (name: string): string => join(folder, `${name}.yaml`)
/** What --out writes. */
const FILES = ['ports.csv', 'report.html', 'result.json', 'series.csv']
let places = 0
/** A path in the folder that nothing stands at. */
const fresh = (): string => join(folder, `out-${places++}`)

const call = async (...args: readonly string[]) => {
  const host = fakeHost()
  const exit = await main(args, host)
  return { exit, ...host.written }
}
const table = (text: string): Record<string, string>[] => {
  const [header = '', ...lines] = text.trimEnd().split('\n')
  const names = header.split(',')
  return lines.map(line =>
    Object.fromEntries(line.split(',').map((value, i) => [names[i]!, value])),
  )
}
const sum = (rows: readonly Record<string, string>[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0)

describe('run --out', () => {
  it('writes the result as --format json prints it, and names the files', async () => {
    const out = fresh()
    const written = await call('run', file('met'), '--out', out)
    expect(written.exit).toBe(0)
    expect(written.out).toContain(`wrote  ${out}/report.html  result.json  series.csv  ports.csv\n`)
    expect(readdirSync(out).sort()).toEqual(FILES)
    const text = readFileSync(join(out, 'result.json'), 'utf8')
    const printed = await call('run', file('met'), '--format', 'json')
    const outsideRun = (json: string): unknown => ({ ...JSON.parse(json), run: null })
    expect(outsideRun(text)).toEqual(outsideRun(printed.out))
    expect(text.endsWith('\n')).toBe(true)
  })

  it('writes a series whose sums are the totals of the result', async () => {
    const out = fresh()
    expect((await call('run', file('missed'), '--out', out, '--quiet')).exit).toBe(1)
    const document = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as ResultDocument
    const series = table(readFileSync(join(out, 'series.csv'), 'utf8'))
    const [flow] = document.flows
    expect(series).toHaveLength(1000)
    expect(series.map(({ time }) => Number(time))).toEqual(
      Array.from({ length: 1000 }, (_, k) => (k * 1e7) / 1e12),
    )
    const bytes = (column: string): number => (sum(series, column) * document.seriesInterval) / 8
    expect(bytes('offered_bps')).toBeCloseTo(flow!.offered.bytes, 3)
    expect(bytes('delivered_bps')).toBeCloseTo(flow!.delivered.bytes, 3)
    expect(bytes('dropped_bps')).toBeCloseTo(flow!.dropped.bytes, 3)
    expect(Math.max(...series.map(row => Number(row['offered_bps'])))).toBe(flow!.peak)
    // The policer's bucket never holds much more than a frame once it drops.
    expect(Number(series.at(-1)!['bucket_bytes'])).toBeLessThan(2 * 1004)

    const ports = table(readFileSync(join(out, 'ports.csv'), 'utf8'))
    expect(ports).toHaveLength(2000)
    for (const port of document.ports) {
      const rows = ports.filter(({ direction }) => direction === port.direction)
      expect(sum(rows, 'utilisation') / 1000).toBeCloseTo(port.utilisation, 12)
      expect(sum(rows, 'queue_bytes') / 1000).toBeCloseTo(port.queue.mean, 6)
    }
  })

  it('makes the folders that are missing', async () => {
    const out = join(fresh(), 'a', 'b')
    expect((await call('run', file('met'), '--out', out)).exit).toBe(0)
    expect(existsSync(join(out, 'result.json'))).toBe(true)
  })

  it('replaces an earlier result, also through a link', async () => {
    const out = fresh()
    mkdirSync(out)
    writeFileSync(join(out, 'elsewhere'), 'old')
    symlinkSync('elsewhere', join(out, 'result.json'))
    writeFileSync(join(out, 'series.csv'), 'old')
    expect((await call('run', file('met'), '--out', out)).exit).toBe(0)
    expect(readFileSync(join(out, 'elsewhere'), 'utf8')).toMatch(/^\{/)
    expect(readFileSync(join(out, 'series.csv'), 'utf8')).toMatch(/^time,/)
    expect(readdirSync(out).filter(name => name.includes('.part'))).toEqual([])
  })

  it('refuses a series of more rows than anybody reads, before it runs', async () => {
    const out = fresh()
    const { exit, err } = await call('run', file('fine'), '--out', out)
    expect(exit).toBe(2)
    expect(err).toBe(
      '--out: series.csv and ports.csv would have 30,000,000 rows, above the limit of 10,000,000; lengthen series.interval\n',
    )
    expect(existsSync(out)).toBe(false)
  })
})

describe('a place where nothing can be written', () => {
  const blocked = join(folder, 'blocked')
  mkdirSync(join(blocked, 'series.csv'), { recursive: true })
  symlinkSync('loop', join(folder, 'loop'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'))
  it.each([
    [join(folder, 'met.yaml'), / is no folder$/],
    [join(folder, 'met.yaml', 'below'), /part of its path is no folder$/],
    [join(folder, 'loop'), /a link of its path leads to itself$/],
    ['/dev/null', /^\/dev\/null is no folder$/],
    ['/dev/null/x', /part of its path is no folder$/],
    ['/proc/interlink-sim/x', /cannot be made: no folder can be made there$/],
    ['/proc/self/fdinfo/x/y', /cannot be made/],
    [join(folder, 'n'.repeat(300)), /its name is too long$/],
    [blocked, /series\.csv is a folder; name a file$/],
  ])('is refused before anything runs: --out %s', async (out, why) => {
    const { exit, err, out: text } = await call('run', file('met'), '--out', out)
    expect(exit).toBe(2)
    expect(err.trimEnd()).toMatch(why)
    expect(err.split('\n')).toHaveLength(2)
    expect(text).toBe('')
    expect(readdirSync(blocked)).toEqual(['series.csv'])
  })

  it.each([
    [folder, / is a folder; name a file$/],
    ['/dev/null', / is a pipe or a device; name a regular file$/],
    [join(folder, 'missing', 'x.pcap'), /cannot be written: there is no such folder$/],
    [join(folder, 'dangling'), /cannot be written: there is no such folder$/],
    [join(folder, 'met.yaml'), / is a file of this very run; name another one$/],
  ])('is refused before anything runs: --trace %s', async (trace, why) => {
    const { exit, err } = await call('run', file('met'), '--trace', trace)
    expect(exit).toBe(2)
    expect(err.trimEnd()).toMatch(why)
    expect(readFileSync(file('met'), 'utf8')).toBe(MET)
  })

  it('is no trace in the place of the result', async () => {
    const out = fresh()
    const { exit, err } = await call(
      'run',
      file('met'),
      '--out',
      out,
      '--trace',
      join(out, 'result.json'),
    )
    expect(exit).toBe(2)
    expect(err).toMatch(/result\.json is a file of this very run/)
    expect(existsSync(out)).toBe(false)
  })

  it.each(['--out', '--trace'])('is not named by %s of nothing', async option => {
    const { exit, err } = await call('run', file('met'), option, '')
    expect(exit).toBe(2)
    expect(err).toBe(`${option}: "" found; a path is needed\n`)
  })
})

describe('a disk that fills up', () => {
  it.each(['write', 'fsync', 'rename'] as const)(
    'at %s leaves the earlier files as they were, and nothing else',
    async failsAt => {
      const out = fresh()
      mkdirSync(out)
      for (const name of FILES) {
        writeFileSync(join(out, name), 'old')
      }
      if (failsAt === 'write') disk.left = 100_000
      disk.failsAt = failsAt
      const { exit, err, out: text } = await call('run', file('met'), '--out', out)
      expect(exit).toBe(2)
      expect(err).toMatch(/\.(json|csv|html) cannot be written: no space left on the device\n$/)
      expect(text).toBe('')
      expect(readdirSync(out).sort()).toEqual(FILES)
      for (const name of readdirSync(out)) {
        expect(readFileSync(join(out, name), 'utf8')).toBe('old')
      }
    },
  )

  it('stops a long trace at once, and takes the folder away that was made for it', async () => {
    const out = fresh()
    disk.left = 5_000_000
    const { exit, err } = await call(
      'run',
      file('long'),
      '--out',
      out,
      '--trace',
      join(out, 'x.pcap'),
    )
    expect(exit).toBe(2)
    expect(err).toMatch(/x\.pcap cannot be written: no space left on the device\n$/)
    expect(existsSync(out)).toBe(false)
  })

  it('as the system itself limits files, leaves nothing', () => {
    const out = fresh()
    // 64 blocks of 1 KiB; without the signal, writing beyond them fails.
    const script = 'ulimit -f 64; trap "" XFSZ; exec "$0" "$@"'
    const node = ['--import', 'tsx', join(ROOT, 'src/cli/main.ts')]
    const args = ['run', file('missed'), '--out', out, '--trace', join(out, 'x.pcap')]
    const ended = spawnSync('bash', ['-c', script, process.execPath, ...node, ...args], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    expect(ended.stderr).toMatch(/cannot be written: the file is as large as files may be\n$/)
    expect(ended.status).toBe(2)
    expect(existsSync(out)).toBe(false)
  }, 30_000)
})

describe('a run that is stopped', () => {
  /** Starts a run that records a lot, and waits until some of it has been written beside its place. */
  const started = async (out: string) => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        join(ROOT, 'src/cli/main.ts'),
        'run',
        file('long'),
        '--out',
        out,
        '--trace',
        join(dirname(out), 'x.pcap'),
      ],
      { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const hasBegun = (): boolean =>
      readdirSync(dirname(out)).some(name => name.startsWith('.x.pcap.'))
    while (!hasBegun()) await new Promise(resolve => setTimeout(resolve, 20))
    return child
  }

  it('by Ctrl-C leaves nothing at all', async () => {
    const parent = fresh()
    mkdirSync(parent)
    const child = await started(join(parent, 'out'))
    child.kill('SIGINT')
    expect(await once(child, 'close')).toEqual([130, null])
    expect(readdirSync(parent)).toEqual([])
  }, 30_000)

  it('by Ctrl-C twice at once leaves nothing at all', async () => {
    const parent = fresh()
    mkdirSync(parent)
    const child = await started(join(parent, 'out'))
    child.kill('SIGINT')
    child.kill('SIGTERM')
    expect(await once(child, 'close')).toEqual([130, null])
    expect(readdirSync(parent).filter(name => name !== 'out')).toEqual([])
    expect(existsSync(join(parent, 'out', 'result.json'))).toBe(false)
  }, 30_000)

  it('by kill -9 leaves the earlier files as they were, and no part of a new one', async () => {
    const parent = fresh()
    const out = join(parent, 'out')
    mkdirSync(out, { recursive: true })
    writeFileSync(join(out, 'result.json'), 'old')
    const child = await started(out)
    child.kill('SIGKILL')
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL'])
    expect(readFileSync(join(out, 'result.json'), 'utf8')).toBe('old')
    const visible = (at: string) => readdirSync(at).filter(name => !name.startsWith('.'))
    expect(visible(out)).toEqual(['result.json'])
    expect(visible(parent)).toEqual(['out'])

    // The next run that writes there tidies up.
    const trace = join(parent, 'x.pcap')
    expect((await call('run', file('met'), '--out', out, '--trace', trace)).exit).toBe(0)
    expect(readdirSync(parent).sort()).toEqual(['out', 'x.pcap'])
    expect(readdirSync(out).sort()).toEqual(FILES)
  }, 30_000)
})
