/** Each connection absent in turn, beside scenarios in which it was left out by hand. */
import { describe, expect, test } from 'vitest'
import {
  type FailureEntry,
  type ObjectiveResult,
  type ResultDocument,
  type RunOptions,
  FailureError,
  StoppedError,
  run,
} from '../../../src/index.ts'
import { type Id, IDS, loadedFrom, textWithout } from './support/texts.ts'

const whole = loadedFrom(textWithout(null))

const ON: Readonly<Record<Id, readonly string[]>> = {
  a: ['erp-a', 'web-a'],
  b: ['erp-b'],
  c: ['web-c'],
}
const isOn = (id: Id, result: ObjectiveResult): boolean =>
  'interlink' in result ? ON[id].includes(result.interlink) : result.connection === id

const entriesOf = async (options: RunOptions = {}): Promise<readonly FailureEntry[]> =>
  (await run(whole, { failEach: true, threads: 1, ...options })).failures!

/** What a scenario without a connection says of what is left of it. */
const byHand = (id: Id, options: RunOptions = {}): Promise<ResultDocument> =>
  run(loadedFrom(textWithout(id)), { threads: 1, ...options })

describe('a run without a connection', () => {
  test('judges what is left as a scenario in which nobody ever wrote of it', async () => {
    const failures = await entriesOf()
    expect(failures.map(({ connection }) => connection)).toEqual([...IDS])
    for (const [i, id] of IDS.entries()) {
      const { objectives } = await byHand(id)
      const left = failures[i]!.objectives.filter(each => !isOn(id, each))
      expect(left).toEqual(objectives)
      expect(objectives.length).toBeGreaterThan(2)
    }
    // It is a matter of which one is lost.
    const missed = failures.map(({ objectives }) => objectives.filter(({ met }) => !met).length)
    expect(new Set(missed).size).toBeGreaterThan(1)
  })

  test('has of its own InterLinks that nothing is offered, lost or late', async () => {
    const [withoutA] = await entriesOf()
    const own = withoutA!.objectives.filter(each => isOn('a', each))
    expect(own).toEqual([
      expect.objectContaining({ interlink: 'erp-a', metric: 'loss', value: 0, met: true }),
      expect.objectContaining({ interlink: 'web-a', metric: 'loss', value: 0, met: true }),
      expect.objectContaining({ interlink: 'web-a', metric: 'delay.p99', value: null, met: true }),
    ])
    const [, , withoutC] = await entriesOf()
    expect(withoutC!.objectives).toContainEqual(
      expect.objectContaining({ interlink: 'web-c', metric: 'throughput', value: 0, met: false }),
    )
  })

  test.each([
    [{ replications: 6 }, [6, 6, 6]],
    [{ replications: 4, confidence: 0.8 }, [4, 4, 4]],
    [{ replications: 40, untilPrecision: 0.05 }, null],
  ])('is replicated with the same seeds, and judged on intervals (%j)', async (options, counts) => {
    const failures = await entriesOf(options)
    for (const [i, id] of IDS.entries()) {
      const { objectives, replications } = await byHand(id, options)
      const entry = failures[i]!
      expect(entry.objectives.filter(each => !isOn(id, each))).toEqual(objectives)
      expect(objectives.some(({ low, high }) => low! < high!)).toBe(true)
      if (counts !== null) {
        expect(replications!.count).toBe(counts[i])
        expect(entry.replications).toEqual({ count: counts[i] })
      }
    }
  })

  test('is replicated until its own figures are known as precisely as asked', async () => {
    const options = { replications: 60, untilPrecision: 0.1 }
    for (const { replications } of await entriesOf(options)) {
      const { count, precision } = replications!
      expect(precision).toMatchObject({ target: 0.1, cap: 60 })
      expect(precision!.reached ? count % 5 : count - 60).toBe(0)
    }
  })
})

describe('the worst case of an objective', () => {
  const badness = ({ met, undecided, value, below }: ObjectiveResult): readonly number[] => {
    const standing = met ? 0 : undecided === true ? 1 : 2
    if (value === null) return [standing, met ? -Infinity : Infinity]
    return [standing, below === undefined ? -value : value]
  }
  const isWorse = (a: ObjectiveResult, b: ObjectiveResult): boolean => {
    const [[x, y], [u, v]] = [badness(a), badness(b)]
    return x! > u! || (x === u && y! > v!)
  }

  test.each([{}, { replications: 5 }])('is what a loop over all failures finds (%j)', async how => {
    const { failures, worstCases } = await run(whole, { failEach: true, threads: 1, ...how })
    // Every failure judges the same here, in the same order.
    const length = failures![0]!.objectives.length
    expect(failures!.map(({ objectives }) => objectives.length)).toEqual([length, length, length])
    expect(worstCases).toHaveLength(length)
    for (const [i, worst] of worstCases!.entries()) {
      let expected = { ...failures![0]!.objectives[i]!, without: 'a' }
      for (const { connection, objectives } of failures!.slice(1)) {
        const candidate = objectives[i]!
        if (isWorse(candidate, expected)) expected = { ...candidate, without: connection }
      }
      expect(worst).toEqual(expected)
    }
    expect(new Set(worstCases!.map(({ without }) => without)).size).toBeGreaterThan(1)
  })

  test('is there for flows that only a failure brings about', async () => {
    const others = / {2}- \{ (?:vpc: erp|interlink: (?:web-c|erp-b)), direction.*\n/g
    const text = textWithout(null).replace(others, '')
    const { objectives, worstCases, failures } = await run(loadedFrom(text), { failEach: true })
    const named = (results: readonly ObjectiveResult[]): readonly string[] =>
      results.map(each => ('interlink' in each ? each.interlink : each.connection))
    // Web traffic is offered to web-a, and without a to its VPC, which has web-c besides.
    expect(named(objectives)).toEqual(['web-a', 'web-a', 'b'])
    expect(named(failures![0]!.objectives)).toEqual([
      'web-a',
      'web-c',
      'web-a',
      'web-c',
      'web-c',
      'b',
    ])
    expect(named(failures![1]!.objectives)).toEqual(['web-a', 'web-a', 'b'])
    expect(named(worstCases!)).toEqual(['web-a', 'web-c', 'web-a', 'web-c', 'web-c', 'b'])
  })
})

describe('the result', () => {
  test.each([{}, { replications: 3 }])(
    'is the one without the option, and more (%j)',
    async how => {
      const { failures, worstCases, run: _, ...rest } = await run(whole, { failEach: true, ...how })
      const { run: _2, ...plain } = await run(whole, how)
      expect(JSON.stringify(rest)).toBe(JSON.stringify(plain))
      expect(failures).toHaveLength(3)
      expect(worstCases!.length).toBeGreaterThan(0)
      expect(plain).not.toHaveProperty('failures')
    },
  )

  test('has no objectives in failures where the scenario has none', async () => {
    const text = textWithout(null).replace(/objectives:[^]*/, '')
    const { failures, worstCases } = await run(loadedFrom(text), { failEach: true })
    expect(failures).toEqual(IDS.map(connection => ({ connection, objectives: [] })))
    expect(worstCases).toEqual([])
  })

  test('has another seed in failures, too', async () => {
    const [first] = await entriesOf({ seed: 99 })
    const { objectives } = await byHand('a', { seed: 99 })
    expect(first!.objectives.filter(each => !isOn('a', each))).toEqual(objectives)
    expect((await entriesOf())[0]).not.toEqual(first)
  })

  test('gets series and traces of the run with all connections alone', async () => {
    const counts = async (failEach: boolean): Promise<readonly number[]> => {
      let [intervals, frames] = [0, 0]
      await run(whole, {
        failEach,
        onInterval: () => intervals++,
        trace: { frame: () => frames++ },
      })
      return [intervals, frames]
    }
    expect(await counts(true)).toEqual(await counts(false))
  })
})

describe('the end', () => {
  const long = loadedFrom(textWithout(null, '400ms'))

  test('progress covers all runs, and never goes back', async () => {
    const shares: number[] = []
    const frames: number[] = []
    await run(long, {
      failEach: true,
      threads: 1,
      onProgress: progress => {
        shares.push(progress.share)
        frames.push(progress.frames)
      },
    })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(frames).toEqual(frames.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    // One of four runs is that with all of them.
    expect(shares.some(share => share > 0 && share < 0.25)).toBe(true)
  })

  test.each([
    [0, 0.1],
    [2, 0.45],
  ])('a signal stops it and says that %i of 4 runs were done', async (least, share) => {
    const stop = new AbortController()
    const running = run(long, {
      failEach: true,
      threads: 1,
      signal: stop.signal,
      onProgress: progress => {
        if (progress.share > share) stop.abort()
      },
    })
    await expect(running).rejects.toThrow(StoppedError)
    await running.catch((error: unknown) => {
      expect(error).toMatchObject({ total: 4, done: least })
    })
  })

  test('counts replications as runs', async () => {
    const stop = new AbortController()
    const running = run(long, {
      failEach: true,
      replications: 5,
      threads: 1,
      signal: stop.signal,
      onReplication: ({ index }) => {
        if (index === 2) stop.abort()
      },
    })
    await expect(running).rejects.toMatchObject({ name: 'StoppedError', done: 3, total: 20 })
  })

  test('nothing is played when it has aborted already', async () => {
    const signal = AbortSignal.abort()
    await expect(run(whole, { failEach: true, signal })).rejects.toMatchObject({
      done: 0,
      total: 4,
    })
  })

  test.each([0.1, 0.6])('what a callback throws is handed on (at %d)', async share => {
    const onProgress = (progress: { readonly share: number }): void => {
      if (progress.share > share) throw new Error('enough')
    }
    const running = run(long, { failEach: true, threads: 1, onProgress })
    await expect(running).rejects.toThrow('enough')
    await expect(running).rejects.not.toThrow(FailureError)
  })
})
