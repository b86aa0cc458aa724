import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignOptions, type Failure, campaign, sizeOf } from './campaign.ts'
import { type FuzzCase, type GeneratorName, GENERATOR_NAMES, caseOf, nameOf } from './cases.ts'
import { call, callProcess } from './command.ts'
import { type Examination, examine, place } from './examine.ts'
import { fateOf } from './support/fate.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SEED = 1
const RUNS = 60

/** Tests are not timed: only what never ends counts as too slow here. */
const examination: Examination = {
  program: ['--import', import.meta.resolve('tsx'), join(ROOT, 'src/cli/main.ts')],
  limits: { seconds: 60, memory: 500e6 },
  suspicious: 60,
  asProcess: false,
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-test-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const firstOf = (generator: GeneratorName, from = 0): number => {
  let index = from
  while (nameOf(SEED, index).generator !== generator) index += 1
  return index
}

describe('the command', () => {
  test(`keeps every law for ${RUNS} generated inputs`, { timeout: 120_000 }, async () => {
    for (let index = 0; index < RUNS; index += 1) {
      const it = caseOf(nameOf(SEED, index))
      const { broken } = await examine(it, join(folder, 'input'), examination)
      if (broken.length === 0) continue
      const kept = place(it, join(ROOT, '.cache/fuzz', `${SEED}-${index}`))
      const text = new TextDecoder().decode(it.scenario.content)
      expect.fail(
        `${broken.join('\n')}\n\n${kept}\nagain: npm run test:fuzz -- --seed ${SEED} --only ${index}\n\n${text}`,
      )
    }
  })

  test('keeps them as a process too', { timeout: 60_000 }, async () => {
    for (const generator of ['sound captures', 'a few slips'] as const) {
      const it = caseOf(nameOf(SEED, firstOf(generator)))
      const options = { ...examination, asProcess: true }
      const finding = await examine(it, join(folder, 'input'), options)
      expect(finding.broken).toEqual([])
      expect(finding.memory).toBeGreaterThan(20e6)
      expect(finding.processSeconds).toBeGreaterThan(0.01)
    }
  })
})

describe('inputs', () => {
  test('follow from seed and number alone', () => {
    for (const generator of GENERATOR_NAMES) {
      const name = nameOf(SEED, firstOf(generator))
      const [one, other] = [caseOf(name), caseOf(name)]
      const bytes = (it: FuzzCase): Buffer =>
        Buffer.concat([it.scenario, ...it.files].map(({ content }) => content))
      expect(bytes(one).equals(bytes(other)), generator).toBe(true)
    }
  })

  test('of another seed or number are others', () => {
    const text = (seed: number, index: number): string =>
      new TextDecoder().decode(caseOf(nameOf(seed, index)).scenario.content)
    const index = firstOf('sound')
    const next = firstOf('sound', index + 1)
    expect(text(SEED, next)).not.toBe(text(SEED, index))
    const generators = (seed: number): string[] =>
      Array.from({ length: 50 }, (_, i) => nameOf(seed, i).generator)
    expect(generators(SEED + 1)).not.toEqual(generators(SEED))
  })
})

describe('a process', () => {
  test(
    'that does not end has no exit, and one that fills memory says so',
    { timeout: 60_000 },
    () => {
      const filling = "globalThis.held = Buffer.alloc(3e8, 1); process.stdout.write('full')"
      const filled = callProcess(['--eval', filling, '--'], [], {})
      expect(filled).toMatchObject({ exit: 0, out: 'full' })
      expect(filled.memory).toBeGreaterThan(3e8)

      const endless = callProcess(['--eval', 'for (;;);', '--'], [], {}, 1)
      expect(endless.exit).toBeNull()
      expect(endless.seconds).toBeGreaterThan(0.9)
    },
  )

  test('sees the terminal it is given', { timeout: 60_000 }, () => {
    const asking = 'process.stdout.write(`${process.stdout.isTTY} ${process.stdout.columns}`)'
    const program = ['--eval', asking, '--']
    expect(callProcess(program, [], { terminal: true, columns: 59 }).out).toBe('true 59')
    expect(callProcess(program, [], {}).out).toBe('undefined undefined')
  })
})

test('a run that is interrupted stops, and says that it was', async () => {
  const file = join(ROOT, 'bench/w1.yaml')
  const stopped = await call(['run', file, '--duration', '1h'], {}, 0.05)
  expect(stopped).toMatchObject({ exit: 130, interrupted: true })
})

describe('a campaign', () => {
  const options: CampaignOptions = {
    ...examination,
    seed: SEED,
    first: 0,
    runs: 30,
    workers: 2,
    processEvery: 1_000,
    patience: 60,
    shrinks: 0,
    shrinkSeconds: 5,
    onProgress: () => {},
  }

  test('counts every input once', { timeout: 120_000 }, async () => {
    const seen: number[] = []
    const { tally, failures } = await campaign({
      ...options,
      onProgress: ({ inputs }) => seen.push(inputs),
    })
    expect(failures).toEqual([])
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    const kinds = [...tally.kinds.values()]
    expect(kinds.reduce((sum, it) => sum + it.accepted + it.refused + it.interrupted, 0)).toBe(30)
    expect(tally.workerMemory).toBeGreaterThan(20e6)
  })

  const script = fileURLToPath(new URL('support/stuck-worker.ts', import.meta.url))
  const fateAt = (index: number) => fateOf(caseOf(nameOf(SEED, index)))

  test(
    'survives workers that die or never answer, and names the inputs',
    { timeout: 60_000 },
    async () => {
      let first = 0
      // One input that keeps the test waiting is enough.
      const fates = (): unknown[] => [0, 1, 2, 3, 4].map(i => fateAt(first + i))
      while (fates().filter(fate => fate === null).length !== 1 || !fates().includes('dead'))
        first += 1
      const { tally, failures } = await campaign({
        ...options,
        script,
        first,
        runs: 5,
        patience: 1,
      })
      expect(tally.inputs).toBe(5)
      const words = { fine: [], broken: ['a law'], dead: ['exit 3: no more\n'] }
      const expected = fates().map((fate, i) => {
        const it = fate === null ? ['no answer for 1 s'] : words[fate as keyof typeof words]
        return it.length === 0 ? [] : [[first + i, ...it]]
      })
      expect(failures.map(({ index, broken }) => [index, ...broken])).toEqual(expected.flat())
    },
  )

  test('ends where workers do not start', { timeout: 60_000 }, async () => {
    const none = fileURLToPath(new URL('no-such-worker.ts', import.meta.url))
    await expect(campaign({ ...options, script: none })).rejects.toThrow('before it began')
  })

  test('shrinks what fails', { timeout: 60_000 }, async () => {
    // A smaller input that never ends takes all of the time there is: then another one is tried.
    const shrunk = async (from: number, tries: number): Promise<[number, Failure]> => {
      let first = firstOf('sound captures', from)
      while (fateAt(first) !== 'broken') first = firstOf('sound captures', first + 1)
      const one = { ...options, script, first, runs: 1, shrinks: 1 }
      const [failure] = (await campaign(one)).failures
      expect(failure).toMatchObject({ index: first })
      return failure!.wasShrunk || tries === 1 ? [first, failure!] : shrunk(first + 1, tries - 1)
    }
    const [first, failure] = await shrunk(0, 6)
    expect(failure.wasShrunk).toBe(true)
    expect(sizeOf(failure.case)).toBeLessThan(sizeOf(caseOf(nameOf(SEED, first))))
    expect(['broken', 'dead']).toContain(fateOf(failure.case))
  })
})
