import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  InterruptedError,
  StoppedError,
  check,
  compare,
  explain,
  load,
  availability,
  provision,
  run,
} from '../src/index.ts'
import { main } from '../src/cli/program.ts'
import { fakeHost } from './cli/host.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const guides = ['docs/library.md', 'docs/testing.md'].map(name =>
  readFileSync(join(root, name), 'utf8'),
)
const examples = [
  ...guides
    .join('\n')
    .matchAll(/<!-- example: (.+) -->\n```ts\n([^]*?)```\n\nprints\n\n```\n([^]*?)```/g),
].map(([, name, code, output]) => ({ name: name!, code: code!, output: output! }))

describe('docs/library.md and docs/testing.md', () => {
  test('show every example, and no other', () => {
    const files = readdirSync(join(root, 'examples')).sort()
    expect(examples.map(({ name }) => `${name}.ts`).sort()).toEqual(files)
  })

  test.each(examples)('show $name as it is, and what it prints', ({ name, code, output }) => {
    expect(readFileSync(join(root, 'examples', `${name}.ts`), 'utf8')).toBe(code)
    // As a user would: the package by its name, which is what was built last.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', join('examples', `${name}.ts`)],
      { cwd: root, encoding: 'utf8' },
    )
    expect(stderr).toBe('')
    expect(stdout).toBe(output)
  })
})

const small = {
  name: 'small',
  seed: 5,
  duration: '2ms',
  organization: { id: 'acme', projects: ['network'] },
  pops: { th2: { region: 'fr-par' } },
  vpcs: { v: { region: 'fr-par' } },
  connections: { c: { pop: 'th2', portSpeed: '1Gbps' } },
  interlinks: { l: { connection: 'c', bandwidth: '500Mbps', vpc: 'v' } },
  traffic: [
    {
      interlink: 'l',
      direction: 'toCloud',
      source: { kind: 'poisson', rate: '400Mbps', frame: 'imix' },
    },
  ],
}
const loadedOf = (result: ReturnType<typeof check>) => {
  if (!result.ok) throw new Error(result.faults.map(explain).join('\n'))
  return result.loaded
}
const outsideRun = (document: object) => ({ ...document, run: null })

describe('load', () => {
  test('reads the files that a scenario names', async () => {
    const document = await run(loadedOf(load(join(root, 'scenarios/real-capture.yaml'))))
    expect(document.format).toBe('interlink-sim/result')
    expect(document.flows.map(flow => flow.offered.frames)).toEqual([5882, 5830])
    expect(document.inputs.map(({ file }) => file)).toEqual([
      'data/office-to-customer.pcap',
      'data/office-to-cloud.pcap',
    ])
  })

  test('says what is wrong with a file as values', () => {
    const result = load(join(root, 'no-such.yaml'))
    expect(result.ok).toBe(false)
    if (!result.ok) {
      expect(result.faults.map(explain)).toEqual([
        `${root}no-such.yaml:1:1: there is no such file; check the path`,
      ])
    }
  })
})

describe('check', () => {
  test('takes an object as it takes the same text', async () => {
    const fromObject = await run(loadedOf(check(small)))
    const fromText = await run(loadedOf(check(JSON.stringify(small, null, 2))))
    expect(outsideRun(fromObject)).toEqual(outsideRun(fromText))
  })

  test('names the path of what is wrong in an object', () => {
    const result = check({ ...small, duration: 5 })
    expect(result.ok).toBe(false)
    if (!result.ok) {
      expect(result.faults.map(({ path }) => path)).toEqual(['duration'])
      expect(result.faults.map(explain)).toEqual([
        expect.stringMatching(/^scenario\.yaml:4:15: duration: 5 has no unit; /),
      ])
    }
  })

  test('looks for the files that are named in the folder of its file', async () => {
    const traffic = [
      {
        interlink: 'l',
        direction: 'toCloud',
        source: { kind: 'pcap', file: 'data/office-to-cloud.pcap' },
      },
    ]
    const here = check({ ...small, traffic }, { file: join(root, 'scenarios/new.yaml') })
    expect((await run(loadedOf(here))).inputs).toHaveLength(1)
    const elsewhere = check({ ...small, traffic }, { file: join(root, 'docs/new.yaml') })
    expect(elsewhere.ok).toBe(false)
  })

  test('throws over an object that cannot be JSON', () => {
    expect(() => check({ ...small, seed: 5n })).toThrow(TypeError)
  })
})

describe('run', () => {
  test('takes another seed', async () => {
    const loaded = loadedOf(check(small))
    const [five, six] = [await run(loaded), await run(loaded, { seed: 6 })]
    expect([five.seed, six.seed]).toEqual([5, 6])
    expect(six.flows[0]!.offered).not.toEqual(five.flows[0]!.offered)
    const written = await run(loadedOf(check({ ...small, seed: 6 })))
    expect(written.flows).toEqual(six.flows)
    await expect(run(loaded, { seed: -1 })).rejects.toThrow(
      new RangeError('seed -1 is not a whole number from 0 to 4294967295'),
    )
  })

  test.each([0, -1, 1.5, Number.NaN, 1025])('refuses %d threads', async threads => {
    await expect(run(loadedOf(check(small)), { threads })).rejects.toThrow(
      new RangeError(`threads ${threads} is not a whole number from 1 to 1024`),
    )
  })

  test('says how many threads there were: one, where only one lane has traffic', async () => {
    const { run: how } = await run(loadedOf(check(small)), { threads: 8 })
    expect(how.threads).toBe(1)
  })

  test('may be under way many times at once', async () => {
    const loaded = loadedOf(check(small))
    const alone = outsideRun(await run(loaded))
    const together = await Promise.all(Array.from({ length: 8 }, () => run(loaded)))
    for (const document of together) expect(outsideRun(document)).toEqual(alone)
  })

  test('ends when its signal aborts, also before it began', async () => {
    const loaded = loadedOf(check({ ...small, duration: '1h' }))
    const stop = new AbortController()
    const shares: number[] = []
    const running = run(loaded, {
      signal: stop.signal,
      onProgress: ({ share }) => {
        shares.push(share)
        if (shares.length === 3) stop.abort()
      },
    })
    await expect(running).rejects.toThrow(InterruptedError)
    expect(shares).toHaveLength(3)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    await expect(run(loaded, { signal: AbortSignal.abort() })).rejects.toThrow(InterruptedError)
  })

  test('hands on what a callback throws', async () => {
    const onInterval = (): void => {
      throw new Error('enough')
    }
    await expect(run(loadedOf(check(small)), { onInterval })).rejects.toThrow('enough')
  })
})

describe('run with replications', () => {
  const loaded = loadedOf(
    check({ ...small, objectives: [{ interlink: 'l', metric: 'delay.p99', below: '1ms' }] }),
  )

  test('gives the document that the command prints', async () => {
    const file = join(root, 'scenarios/noisy-neighbour.yaml')
    const host = fakeHost({})
    const words = ['--replications', '5', '--confidence', '90%', '--until-precision', '50%']
    await main(
      ['run', file, ...words, '--seed', '9', '--duration', '20ms', '--format', 'json'],
      host,
    )
    const printed = JSON.parse(host.written.out) as Awaited<ReturnType<typeof run>>
    const options = { replications: 5, confidence: 0.9, untilPrecision: 0.5, seed: 9 }
    const text = readFileSync(file, 'utf8').replace(/^duration: .*$/m, 'duration: 20ms')
    const document = await run(loadedOf(check(text, { file })), options)
    const { scenario: _, ...rest } = outsideRun(document) as Record<string, unknown>
    const { scenario: _2, ...asPrinted } = outsideRun(printed) as Record<string, unknown>
    expect(rest).toEqual(JSON.parse(JSON.stringify(asPrinted)))
  })

  test('plays at most 100 until a precision, with 95 % confidence', async () => {
    const { replications, flows } = await run(loaded, { untilPrecision: 1e-6 })
    expect(replications).toMatchObject({
      count: 100,
      confidence: 0.95,
      precision: { target: 1e-6, cap: 100, reached: false },
    })
    expect(flows[0]!.confidence!.level).toBe(0.95)
  })

  test('has none of it where none was asked for', async () => {
    const document = await run(loaded)
    expect(document).not.toHaveProperty('replications')
    expect(document.flows[0]).not.toHaveProperty('confidence')
    expect(Object.keys(document.objectives[0]!)).toEqual([
      'interlink',
      'direction',
      'metric',
      'below',
      'value',
      'met',
    ])
  })

  test('tells how many were done when it is stopped', async () => {
    const stop = new AbortController()
    const running = run(loaded, {
      replications: 1_000,
      signal: stop.signal,
      onReplication: ({ index }) => {
        if (index === 4) stop.abort()
      },
    })
    await expect(running).rejects.toThrow(StoppedError)
    await running.catch((error: unknown) => {
      expect(error).toMatchObject({ total: 1_000 })
      expect((error as StoppedError).done).toBeGreaterThanOrEqual(5)
    })
  })

  test.each([
    [{ replications: 0 }, 'replications 0 is not a whole number from 1 to 100000'],
    [{ replications: 5, confidence: 1 }, 'confidence 1 is not above 0 and below 1'],
    [{ untilPrecision: 0 }, 'untilPrecision 0 is not above 0 and below 1'],
    [
      { replications: 4, untilPrecision: 0.1 },
      'replications 4 are fewer than 5, which untilPrecision needs',
    ],
    [{ replications: 5, trace: { frame: () => {} } }, 'trace is of one run, not of replications'],
    [{ onReplication: () => {} }, 'onReplication without replications or untilPrecision'],
  ])('refuses %j', async (options, message) => {
    await expect(run(loaded, options)).rejects.toThrow(new RangeError(message))
  })
})

describe('provision', () => {
  const file = join(root, 'scenarios/new-connection.yaml')
  const loaded = loadedOf(load(file))

  test('gives the document that the command prints', async () => {
    const host = fakeHost({})
    const words = ['--need-by', '2026-02-06', '--confidence', '90%', '--replications', '500']
    await main(['provision', file, ...words, '--seed', '9', '--format', 'json'], host)
    const options = { needBy: '2026-02-06', confidence: 0.9, replications: 500, seed: 9 }
    const document = await provision(loaded, options)
    expect(document).toEqual(JSON.parse(host.written.out))
    expect(document.connections[0]!.ready).toBe(true)
  })

  test('has the defaults of the command', async () => {
    const host = fakeHost({})
    await main(['provision', file, '--format', 'json'], host)
    expect(await provision(loaded)).toEqual(JSON.parse(host.written.out))
  })

  test('answers where nothing is ordered, and where it is needed before it is ordered', async () => {
    const none = await provision(loadedOf(check(small)), { needBy: '2026-02-06' })
    expect(none.connections).toMatchObject([{ connection: 'c', readyBy: null, lightOk: true }])
    const early = await provision(loaded, { needBy: '2026-01-11', replications: 100 })
    expect(early.connections).toMatchObject([{ readyBy: 0, ready: false }])
    expect(early.connections[0]!.idleCost?.p90).toBe('0.000000')
  })

  test.each([
    [{ needBy: 'soon' }, 'needBy "soon" is no date such as 2026-02-09'],
    [{ needBy: '2026-02-30' }, 'needBy "2026-02-30" names a day that no calendar has'],
    [{ confidence: 95 }, 'confidence 95 is not above 0 and below 1'],
    [{ confidence: Number.NaN }, 'confidence NaN is not above 0 and below 1'],
    [{ replications: 0 }, 'replications 0 is not a whole number from 1 to 10000000'],
    [{ replications: 1.5 }, 'replications 1.5 is not a whole number from 1 to 10000000'],
    [{ seed: 2 ** 32 }, 'seed 4294967296 is not a whole number from 0 to 4294967295'],
  ])('refuses %j', async (options, message) => {
    await expect(provision(loaded, options)).rejects.toThrow(new RangeError(message))
  })

  test('ends when its signal aborts, also before it began', async () => {
    const stop = new AbortController()
    const shares: number[] = []
    const stopped = provision(loaded, {
      replications: 1_000_000,
      signal: stop.signal,
      onProgress: ({ share }) => {
        shares.push(share)
        if (shares.length === 2) stop.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ name: 'StoppedError', total: 1_000_000 })
    expect(shares).toEqual([0.002, 0.004])
    const signal = AbortSignal.abort()
    await expect(provision(loaded, { signal })).rejects.toThrow(StoppedError)
    await expect(provision(loadedOf(check(small)), { signal })).rejects.toThrow(StoppedError)
  })

  test('hands on what a callback throws', async () => {
    const onProgress = (): void => {
      throw new Error('enough')
    }
    await expect(provision(loaded, { onProgress })).rejects.toThrow('enough')
  })
})

describe('availability', () => {
  const file = join(root, 'scenarios/five-nines.yaml')
  const loaded = loadedOf(load(file))

  test('gives the document that the command prints', async () => {
    const host = fakeHost({})
    const words = ['--years', '5', '--replications', '20', '--confidence', '90%', '--seed', '9']
    await main(['availability', file, ...words, '--format', 'json'], host)
    const options = { years: 5, replications: 20, confidence: 0.9, seed: 9 }
    expect(await availability(loaded, options)).toEqual(JSON.parse(host.written.out))
  })

  test('has the defaults of the command', async () => {
    const { years, replications, confidence } = await availability(loadedOf(check(small)))
    expect({ years, replications, confidence }).toEqual({
      years: 10,
      replications: 1_000,
      confidence: 0.95,
    })
  })

  test.each([
    [{ years: 0 }, 'years 0 is not a whole number from 1 to 100'],
    [{ years: 2.5 }, 'years 2.5 is not a whole number from 1 to 100'],
    [{ replications: 100_001 }, 'replications 100001 is not a whole number from 1 to 100000'],
    [{ confidence: 95 }, 'confidence 95 is not above 0 and below 1'],
    [{ seed: -1 }, 'seed -1 is not a whole number from 0 to 4294967295'],
  ])('refuses %j', async (options, message) => {
    await expect(availability(loaded, options)).rejects.toThrow(new RangeError(message))
  })

  test('refuses a fault that comes too often', async () => {
    const fault = { connection: 'c', end: 'provider', kind: 'portDown', mtbf: '1min', repair: '1s' }
    const often = loadedOf(check({ ...small, faults: [fault] }))
    await expect(availability(often)).rejects.toThrow(
      new RangeError('faults[0] comes about 5259600 times in 10 years; at most 100000'),
    )
  })

  test('ends when its signal aborts, also before it began', async () => {
    const stop = new AbortController()
    const onProgress = (): void => stop.abort()
    await expect(availability(loaded, { signal: stop.signal, onProgress })).rejects.toThrow(
      StoppedError,
    )
    const signal = AbortSignal.abort()
    await expect(availability(loadedOf(check(small)), { signal })).rejects.toThrow(StoppedError)
  })
})

describe('compare', () => {
  const [a, b] = [
    small,
    { ...small, interlinks: { l: { connection: 'c', bandwidth: '300Mbps', vpc: 'v' } } },
  ].map(each => loadedOf(check(each))) as [ReturnType<typeof loadedOf>, ReturnType<typeof loadedOf>]

  test('gives the document that the command prints', async () => {
    const files = ['a', 'b'].map(side => join(root, `scenarios/which-is-better-${side}.yaml`))
    const host = fakeHost({})
    const words = ['--replications', '3', '--confidence', '90%', '--seed', '9']
    await main(['compare', ...files, ...words, '--format', 'json'], host)
    const options = { replications: 3, confidence: 0.9, seed: 9, threads: 1 }
    const [left, right] = files.map(file => loadedOf(load(file)))
    expect(await compare(left!, right!, options)).toEqual(JSON.parse(host.written.out))
  })

  test('has the defaults of the command', async () => {
    const { seed, replications, confidence, differences } = await compare(a, b)
    expect({ seed, replications, confidence }).toEqual({
      seed: 5,
      replications: 20,
      confidence: 0.95,
    })
    expect(differences.map(({ metric }) => metric)).toEqual([
      'delay.mean',
      'delay.p99',
      'loss',
      'throughput',
    ])
  })

  test.each([
    [{ replications: 1 }, 'replications 1 is not a whole number from 2 to 100000'],
    [{ confidence: 1 }, 'confidence 1 is not above 0 and below 1'],
    [{ seed: 0.5 }, 'seed 0.5 is not a whole number from 0 to 4294967295'],
    [{ threads: 0 }, 'threads 0 is not a whole number from 1 to 1024'],
    [{ kernel: 'fast' as never }, 'kernel "fast" is not one of auto, event, batch'],
  ])('refuses %j', async (options, message) => {
    await expect(compare(a, b, options)).rejects.toThrow(new RangeError(message))
  })

  test('ends when its signal aborts, and tells how far it is', async () => {
    const stop = new AbortController()
    const shares: number[] = []
    const stopped = compare(a, b, {
      signal: stop.signal,
      onProgress: ({ share }) => {
        shares.push(share)
        if (share > 0.5) stop.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ name: 'StoppedError', total: 40 })
    expect(shares.at(-1)).toBeGreaterThan(0.5)
    await expect(compare(a, b, { signal: AbortSignal.abort() })).rejects.toThrow(StoppedError)
  })
})
