/** `--figures`: each chart as a file, all of them or none, and what is said where that cannot be. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/program.ts'
import { fakeHost } from './host.ts'
import { MET, MISSED, folderOf } from './scenarios.ts'

const OTHER = MET.replaceAll('web', 'other').replace('name: small', 'name: changed')
const folder = folderOf({ 'met.yaml': MET, 'missed.yaml': MISSED, 'other.yaml': OTHER })
const at = (...names: readonly string[]): string => join(folder, ...names)
const call = async (...args: readonly string[]) => {
  const host = fakeHost()
  const exit = await main(args, host)
  return { exit, ...host.written }
}
const names = (...where: readonly string[]): readonly string[] =>
  readdirSync(at(...where)).toSorted()
const read = (...where: readonly string[]): Buffer => readFileSync(at(...where))

const DRAWN = [
  'allocation-paris-1',
  'burstiness-web-to-cloud',
  'delay-parts',
  'delays-cdf',
  'delays',
  'loss-causes',
  'objectives',
  'over-time-web-to-cloud',
  'path-paris-1',
  'theory',
]

describe('--figures', () => {
  beforeAll(async () => {
    const { exit, out, err } = await call(
      'run',
      at('missed.yaml'),
      '--out',
      at('a'),
      '--figures',
      'svg',
    )
    expect(exit).toBe(1)
    expect(out).toContain(
      `wrote  ${at('a', 'report.html')}  result.json  series.csv  ports.csv  figures/ (10 svg)`,
    )
    expect(err).toBe('figures left out: availability (all were up throughout)\n')
  })

  it('writes each chart beside the page, and a list of them', () => {
    expect(names('a', 'figures')).toEqual(
      [...DRAWN.map(name => `${name}.svg`), 'figures.json'].toSorted(),
    )
    const list = JSON.parse(read('a', 'figures', 'figures.json').toString()) as {
      readonly figures: readonly { readonly file: string; readonly title: string }[]
    }
    expect(list.figures.map(({ file }) => file).toSorted()).toEqual(
      DRAWN.map(name => `${name}.svg`),
    )
  })

  it('is the same bytes from another run, and from its result', async () => {
    await call('run', at('missed.yaml'), '--out', at('b'), '--figures', 'svg', '--quiet')
    const { exit, out } = await call(
      'report',
      at('b', 'result.json'),
      '-o',
      at('c', 'p.html'),
      '--figures',
      'svg',
    )
    expect(exit).toBe(2)
    mkdirSync(at('c'))
    const made = await call(
      'report',
      at('b', 'result.json'),
      '-o',
      at('c', 'p.html'),
      '--figures',
      'svg',
    )
    expect([out, made.exit, made.out]).toEqual([
      '',
      0,
      `wrote  ${at('c', 'p.html')}  figures/ (10 svg)\n`,
    ])
    for (const name of names('a', 'figures')) {
      expect(read('b', 'figures', name).equals(read('a', 'figures', name))).toBe(true)
      expect(read('c', 'figures', name).equals(read('a', 'figures', name))).toBe(true)
    }
  })

  it('is pictures at twice the density with png, on which lines and text are seen', async () => {
    await call('report', at('a', 'result.json'), '--figures', 'png')
    const png = read('a', 'figures', 'delays.png')
    const svg = read('a', 'figures', 'delays.svg').toString()
    const { width, height } = await sharp(Buffer.from(svg)).metadata()
    const { data, info } = await sharp(png)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([2 * width, 2 * height])
    const white = data.reduce((sum, byte) => sum + Number(byte > 250), 0) / data.length
    expect(white).toBeGreaterThan(0.7)
    expect(white).toBeLessThan(0.995)
    // Without its text, the picture is another one: there is a font to write with.
    const mute = svg.replaceAll(/<text[^]*?<\/text\s*>/gu, '')
    expect((await sharp(Buffer.from(mute), { density: 144 }).png().toBuffer()).equals(png)).toBe(
      false,
    )
    // Those of the same result in the other kind are kept.
    expect(names('a', 'figures')).toHaveLength(21)
  })

  it('removes figures of an earlier result, and nothing that may be somebody else’s', async () => {
    await call('run', at('missed.yaml'), '--out', at('d'), '--figures', 'svg', '--quiet')
    writeFileSync(at('d', 'figures', 'mine.svg'), 'mine')
    writeFileSync(at('d', 'figures', 'burstiness-web-to-cloud.svg'), 'changed by hand')
    await call('run', at('other.yaml'), '--out', at('d'), '--figures', 'svg', '--quiet')
    expect(names('d', 'figures').filter(name => !name.includes('other'))).toEqual([
      'allocation-paris-1.svg',
      'burstiness-web-to-cloud.svg',
      'delay-parts.svg',
      'delays-cdf.svg',
      'delays.svg',
      'figures.json',
      'mine.svg',
      'objectives.svg',
      'path-paris-1.svg',
      'theory.svg',
    ])
    expect(read('d', 'figures', 'delays.svg').toString()).toContain('changed · seed')
    // Those of another result go whatever their kind.
    await call('run', at('missed.yaml'), '--out', at('d'), '--figures', 'png', '--quiet')
    expect(names('d', 'figures').filter(name => name.endsWith('.svg'))).toEqual([
      'burstiness-web-to-cloud.svg',
      'mine.svg',
    ])
  })

  it('follows no list out of its folder', async () => {
    mkdirSync(at('e', 'figures'), { recursive: true })
    writeFileSync(at('e', 'x.svg'), '')
    const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    const figures = ['../x.svg', 'sub/x.svg', 7].map(file => ({ file, title: '', sha256 }))
    const list = { format: 'interlink-sim/figures', version: 1, result: '', figures }
    writeFileSync(at('e', 'figures', 'figures.json'), JSON.stringify(list))
    expect((await call('run', at('met.yaml'), '--out', at('e'), '--figures', 'svg')).exit).toBe(0)
    expect(existsSync(at('e', 'x.svg'))).toBe(true)
  })

  it('is refused without a folder, of an unknown kind, and where the folder cannot be', async () => {
    expect(await call('run', at('met.yaml'), '--figures', 'svg')).toEqual({
      exit: 2,
      out: '',
      err: '--figures: without --out DIR there is no folder for them\n',
    })
    expect((await call('run', at('met.yaml'), '--out', at('n'), '--figures', 'jpg')).err).toBe(
      '--figures: "jpg" found; svg or png is needed\n',
    )
    expect(await call('report', at('a', 'result.json'), '--figures', 'jpg')).toEqual({
      exit: 2,
      out: '',
      err: '--figures: "jpg" found; svg or png is needed\n',
    })
    mkdirSync(at('f'))
    writeFileSync(at('f', 'figures'), '')
    const { exit, err } = await call('run', at('met.yaml'), '--out', at('f'), '--figures', 'svg')
    expect([exit, err]).toEqual([2, `${at('f', 'figures')} is no folder\n`])
    expect(names('f')).toEqual(['figures'])
    expect(existsSync(at('n'))).toBe(false)
  })

  it('leaves nothing when it is stopped while figures are drawn', async () => {
    const host = fakeHost()
    let heard = 0
    const listen: typeof host.on = (signal, listener) => host.on(signal, listener)
    const stopping = {
      ...host,
      on: (signal: 'SIGINT' | 'SIGTERM', listener: () => void): void => {
        listen(signal, listener)
        // The first time it listens it simulates, the second time it draws.
        if (signal === 'SIGINT' && ++heard === 2) setImmediate(() => host.raise('SIGINT'))
      },
    }
    const exit = await main(['run', at('met.yaml'), '--out', at('g'), '--figures', 'svg'], stopping)
    expect(exit).toBe(130)
    expect(host.written.err).toBe(
      '^C stopping…\nstopped while figures were drawn; nothing is written. Exit 130.\n',
    )
    expect(existsSync(at('g'))).toBe(false)
  })
})

describe('--figures png without sharp', () => {
  afterEach(() => {
    vi.doUnmock('sharp')
    vi.resetModules()
  })

  it('is refused before anything is simulated, with what installs it', async () => {
    vi.resetModules()
    vi.doMock('sharp', () => {
      throw new Error("Cannot find package 'sharp'")
    })
    const { main: without } = await import('../../src/cli/program.ts')
    const host = fakeHost()
    const exit = await without(['run', at('met.yaml'), '--out', at('h'), '--figures', 'png'], host)
    expect([exit, host.written.out, host.written.err]).toEqual([
      2,
      '',
      '--figures: png needs the package sharp, which is not installed; npm install sharp, or use svg\n',
    ])
    expect(existsSync(at('h'))).toBe(false)
    const svg = fakeHost()
    expect(await without(['run', at('met.yaml'), '--out', at('h'), '--figures', 'svg'], svg)).toBe(
      0,
    )
  })
})
