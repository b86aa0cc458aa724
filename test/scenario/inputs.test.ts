/** Captures that scenarios name: what may be read, and what is said of what may not. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FileReader, nodeFiles } from '../../src/scenario/files.ts'
import {
  type Input,
  type LoadResult,
  type Loaded,
  formatFault,
  load,
} from '../../src/scenario/load.ts'
import { type Written, classicFile } from '../formats/capture-writer.ts'
import { edited } from './text.ts'

const frame = (ticks: number): Written => ({
  ticks: BigInt(ticks),
  captured: new Uint8Array(60),
  original: 60,
})
const capture = classicFile({ littleEndian: true, nano: true }, [frame(1), frame(2)])
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

let outside = ''
let folder = ''
beforeAll(() => {
  // The scenario's folder is reached through a link, as a temporary folder is on some systems.
  const real = mkdtempSync(path.join(tmpdir(), 'inputs-'))
  outside = path.join(real, 'outside')
  mkdirSync(path.join(real, 'plan', 'data', 'deep'), { recursive: true })
  mkdirSync(outside)
  folder = path.join(real, 'link')
  symlinkSync(path.join(real, 'plan'), folder)
  // Temporary folders are closed to other users; one test is another user.
  for (const each of [real, folder]) chmodSync(each, 0o755)
  for (const file of ['plan/noon.pcap', 'plan/data/x.pcap', 'outside/secret.pcap']) {
    writeFileSync(path.join(real, file), capture)
  }
  writeFileSync(path.join(real, 'planet.pcap'), capture)
  writeFileSync(path.join(folder, 'cut.pcap'), capture.subarray(0, -1))
  writeFileSync(path.join(folder, 'empty.pcap'), '')
  writeFileSync(path.join(folder, 'text.pcap'), 'hello, this is no capture')
  writeFileSync(path.join(folder, '..data.pcap'), capture)
  writeFileSync(path.join(folder, 'denied.pcap'), capture)
  chmodSync(path.join(folder, 'denied.pcap'), 0)
  symlinkSync('noon.pcap', path.join(folder, 'within.pcap'))
  symlinkSync(path.join(outside, 'secret.pcap'), path.join(folder, 'out.pcap'))
  symlinkSync(outside, path.join(folder, 'outlink'))
  symlinkSync('self.pcap', path.join(folder, 'self.pcap'))
  symlinkSync('/dev/zero', path.join(folder, 'zero.pcap'))
  execFileSync('mkfifo', [path.join(folder, 'pipe.pcap')])
})
afterAll(() => rmSync(path.dirname(outside), { recursive: true }))

/** Writes a scenario that replays captures, and returns its path. */
const written = (names: readonly string[]): string => {
  const traffic = names
    .map(
      name => `  - interlink: web
    direction: toCloud
    source: { kind: pcap, file: ${JSON.stringify(name)} }
`,
    )
    .join('')
  const file = path.join(folder, 'plan.yaml')
  writeFileSync(file, edited(['traffic:\n', `traffic:\n${traffic}`]))
  return file
}

const loading = (
  names: readonly string[],
  allowRead: readonly string[] = [],
  files: FileReader = nodeFiles,
): LoadResult => load(written(names), { files, allowRead })

/** Runs `look` as a user who may not read everything: the superuser cannot be denied a file. */
const asNobody = <T>(look: () => T): T => {
  if (process.geteuid?.() !== 0) return look()
  process.seteuid!(65_534)
  try {
    return look()
  } finally {
    process.seteuid!(0)
  }
}

const accepted = (names: readonly string[], allowRead: readonly string[] = []): Loaded => {
  const result = loading(names, allowRead)
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'))
  return result.loaded
}

/** What is said of a name, which must be a fault at the value of `file`. */
const told = (name: string, allowRead: readonly string[] = []): string => {
  const result = loading([name], allowRead)
  if (result.ok) return 'accepted'
  expect(result.faults).toHaveLength(1)
  const [{ line, column, path: at, message }] = result.faults as [(typeof result.faults)[number]]
  expect({ line, column, at }).toEqual({ line: 35, column: 33, at: 'traffic[0].source.file' })
  return message
}

const OUTSIDE =
  "is outside the scenario's folder; move it there, or allow its folder with --allow-read"

describe('what may be read', () => {
  test('a file beside the scenario and in folders below', () => {
    const { inputs } = accepted(['noon.pcap', 'data/x.pcap', 'data/../noon.pcap'])
    const countOf = ({ content }: Input): number =>
      content.kind === 'capture' ? content.capture.count : Number.NaN
    expect(inputs.map(input => [input.file, input.sha256, countOf(input)])).toEqual([
      ['noon.pcap', sha256(capture), 2],
      ['data/x.pcap', sha256(capture), 2],
      ['data/../noon.pcap', sha256(capture), 2],
    ])
  })

  test('a link to a file within the folder, and a name that begins with two dots', () => {
    expect(accepted(['within.pcap', '..data.pcap']).inputs).toHaveLength(2)
  })

  test('an absolute path into the folder, by its link or without', () => {
    const real = realpathSync(folder)
    expect(accepted([path.join(folder, 'noon.pcap')]).inputs).toHaveLength(1)
    expect(accepted([path.join(real, 'noon.pcap')]).inputs).toHaveLength(1)
  })

  test('a file of an allowed folder, by any path to it', () => {
    for (const name of ['../outside/secret.pcap', 'out.pcap', 'outlink/secret.pcap']) {
      expect(accepted([name], [outside]).inputs).toHaveLength(1)
    }
  })
})

describe('what may not', () => {
  test.each([
    '../outside/secret.pcap',
    '/etc/passwd',
    '../planet.pcap',
    'data/../../planet.pcap',
    '..',
  ])('%s leads out of the folder', name => {
    expect(told(name)).toBe(`${name} ${OUTSIDE}`)
  })

  test.each(['out.pcap', 'outlink/secret.pcap', 'outlink', 'data/../outlink/secret.pcap'])(
    '%s is a link out of the folder',
    name => {
      expect(told(name)).toBe(`${name} ${OUTSIDE}`)
    },
  )

  test('whether a file outside exists is not told', () => {
    expect(told('../nothing.pcap')).toBe(`../nothing.pcap ${OUTSIDE}`)
  })

  test('allowing one folder does not allow its neighbours', () => {
    expect(told('../planet.pcap', [outside])).toContain(OUTSIDE)
    // A folder whose name only begins like the allowed one.
    expect(told('../outside/secret.pcap', [path.join(path.dirname(outside), 'out')])).toContain(
      OUTSIDE,
    )
  })

  test('a folder that is allowed but not there changes nothing', () => {
    expect(told('noon.pcap', ['/none/such'])).toBe('accepted')
    expect(told('/none/such/x.pcap', ['/none/such'])).toContain('there is no file')
  })

  test.each([
    ['missing.pcap', "there is no file missing.pcap; paths begin at the scenario's folder"],
    ['noon.pcap/x', "there is no file noon.pcap/x; paths begin at the scenario's folder"],
    ['data', 'data is a folder; name a file in it'],
    ['self.pcap', 'self.pcap is a link that leads to itself; name the file itself'],
    ['pipe.pcap', 'pipe.pcap is a pipe or a device; name a regular file'],
    ['a\0b', 'the file name holds a NUL character; remove it'],
    ['empty.pcap', 'empty.pcap at byte 0: the file is empty'],
  ])('%j', (name, message) => {
    expect(told(name)).toBe(message)
  })

  test.each(['.', './', 'data/..'])('%s is the folder itself', name => {
    expect(told(name)).toBe(`${name} is a folder; name a file in it`)
  })

  test('an allowed folder is a folder too', () => {
    expect(told('../outside', [outside])).toBe('../outside is a folder; name a file in it')
    expect(told('outlink', [outside])).toBe('outlink is a folder; name a file in it')
  })

  test('a link to a device is one out of the folder, and an allowed one is not read', () => {
    expect(told('zero.pcap')).toContain(OUTSIDE)
    expect(told('zero.pcap', ['/dev'])).toBe('zero.pcap is a pipe or a device; name a regular file')
  })

  test('an unreadable file', () => {
    const file = written(['denied.pcap'])
    const result = asNobody(() => load(file, { files: nodeFiles, allowRead: [] }))
    expect(result.ok ? [] : result.faults.map(each => each.message)).toEqual([
      'denied.pcap may not be read; change its permissions',
    ])
  })

  test('a path of a megabyte', () => {
    expect(told(`${'x/'.repeat(100_000)}y`)).toMatch(/cannot be read|there is no file/u)
  })

  test('a damaged capture is told with the offset of its damage', () => {
    expect(told('cut.pcap')).toMatch(/^cut\.pcap at byte \d+: .+[^.]$/u)
    expect(told('text.pcap')).toMatch(/^text\.pcap at byte 0: .+[^.]$/u)
  })

  test('each wrong input is told, together with all other faults', () => {
    const result = loading(['missing.pcap', 'data', 'noon.pcap', 'missing.pcap'])
    expect(result.ok ? [] : result.faults.map(each => each.path)).toEqual([
      'traffic[0].source.file',
      'traffic[1].source.file',
      'traffic[3].source.file',
    ])
  })
})

test('a file is read once, however often and by whatever path it is named', () => {
  let reads = 0
  const counting: FileReader = {
    realPath: name => nodeFiles.realPath(name),
    read: (name, use) => {
      if (name.endsWith('.pcap')) reads += 1
      return nodeFiles.read(name, use)
    },
  }
  const names = ['noon.pcap', './noon.pcap', 'within.pcap', 'noon.pcap', 'data/x.pcap']
  const result = loading(names, [], counting)
  if (!result.ok) throw new Error('refused')
  expect(reads).toBe(2)
  expect(result.loaded.inputs.map(each => each.file)).toEqual([
    'noon.pcap',
    './noon.pcap',
    'within.pcap',
    'data/x.pcap',
  ])
})

test('a failing disk is a fault, a failing program is not', () => {
  const failing = (code: string | undefined): FileReader => ({
    ...nodeFiles,
    read: (name, use) => {
      if (!name.endsWith('.pcap')) return nodeFiles.read(name, use)
      if (code !== undefined) return { ok: false, fault: 'unreadable' }
      throw new TypeError('a mistake of ours')
    },
  })
  const result = loading(['noon.pcap'], [], failing('EIO'))
  expect(result.ok ? '' : result.faults[0]!.message).toBe(
    'noon.pcap cannot be read; check the path',
  )
  expect(() => loading(['noon.pcap'], [], failing(undefined))).toThrow('a mistake of ours')
})

const vectors = new URL('../vectors/', import.meta.url)
const numbers = existsSync(vectors) ? readdirSync(vectors).filter(name => /^\d\d$/u.test(name)) : []

test.each(numbers)('the scenario of vector %s and its captures are accepted', number => {
  const file = new URL(`${number}/scenario.yaml`, vectors).pathname
  const result = load(file, { files: nodeFiles, allowRead: [] })
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'))
  const { inputs, scenario, warnings } = result.loaded
  // Some have a cable of 20 km and name no medium: the default one reaches half of that.
  const others = warnings.filter(({ path }) => !path.startsWith('connections.c1.crossConnect'))
  expect(others).toEqual([])
  expect(scenario.world.connections.map(({ lightPath }) => lightPath)).toEqual(['assumed'])
  expect(inputs).toHaveLength(scenario.traffic.length)
  for (const input of inputs) {
    const bytes = readFileSync(new URL(`${number}/${input.file}`, vectors))
    expect(input.sha256).toBe(sha256(bytes))
  }
})
