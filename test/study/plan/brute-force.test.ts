/** Plans against a run of every value that comes into question. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ObjectiveResult, check, plan, run } from '../../../src/index.ts'
import { textOf } from './support/planned.ts'

const REPLICATIONS = 6

/** Objectives at a value, as `run` judges them. */
const judgedWith = async (text: string): Promise<readonly ObjectiveResult[]> => {
  const result = check(text)
  if (!result.ok) throw new Error('the value is refused')
  const { objectives } = await run(result.loaded, { replications: REPLICATIONS, threads: 1 })
  return objectives
}

/** Values whose objectives are all met, each with a run of its own. */
const meeting = async (
  values: readonly number[],
  textWith: (value: number) => string,
): Promise<readonly number[]> => {
  const met: number[] = []
  for (const value of values) {
    const objectives = await judgedWith(textWith(value))
    if (objectives.every(each => each.met)) met.push(value)
  }
  return met
}

const loadedFrom = (text: string) => {
  const result = check(text)
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'))
  return result.loaded
}

const shape = {
  rate: fc.integer({ min: 100, max: 700 }),
  limit: fc.integer({ min: 1, max: 40 }),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
}

describe('plan', () => {
  it('answers with the bandwidth that a run of each finds to be the least', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...shape, direction: fc.constantFrom('toCustomer', 'toCloud') }),
        async ({ rate, limit, seed, direction }) => {
          const text = (bandwidth: string): string =>
            `seed: ${seed}${textOf({
              interlink: `bandwidth: ${bandwidth}, burst: 6kB, queue: 20kB`,
              others: 'b: { connection: port, vpc: prod, bandwidth: 100Mbps }',
              traffic: [
                `interlink: a, direction: ${direction}, source: { kind: poisson, rate: ${rate}Mbps, frame: imix }`,
                `interlink: b, direction: ${direction}, source: { kind: poisson, rate: 50Mbps, frame: 300B }`,
              ],
              objectives: [
                `interlink: a, metric: loss, below: ${limit / 10}%`,
                'interlink: b, metric: delay.p99, below: 2ms',
              ],
              duration: '4ms',
            })}`
          const values = Array.from({ length: 6 }, (_, i) => (i + 1) * 150e6)
          const met = await meeting(values, value => text(`${value}bps`))
          const { answer, failure, below, objectives } = await plan(loadedFrom(text('900Mbps')), {
            find: 'bandwidth',
            interlink: 'a',
            step: 150e6,
            replications: REPLICATIONS,
            threads: 1,
          })
          if (met.length === 0) {
            expect(answer).toBeNull()
            expect(failure!.kind).toBe('unmet')
            return
          }
          expect(answer).toBe(met[0])
          expect(objectives).toEqual(await judgedWith(text(`${answer}bps`)))
          if (answer === values[0]) expect(below).toBeNull()
          else {
            const missed = (await judgedWith(text(`${below!.value}bps`))).filter(each => !each.met)
            expect(below!.missed).toEqual(missed)
          }
        },
      ),
      { numRuns: 6 },
    )
  })

  it('answers with the queue that loss needs and delay allows, or names the two', async () => {
    let [found, excluded] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...shape, delay: fc.integer({ min: 40, max: 400 }) }),
        async ({ rate, limit, seed, delay }) => {
          const text = (queue: string): string =>
            `seed: ${seed}${textOf({
              interlink: `bandwidth: 500Mbps, burst: 4kB, queue: ${queue}`,
              traffic: [
                `interlink: a, direction: toCustomer, source: { kind: poisson, rate: ${rate}Mbps, frame: 1000B }`,
              ],
              objectives: [
                `interlink: a, metric: loss, below: ${limit / 4}%`,
                `interlink: a, metric: delay.p99, below: ${delay}us`,
              ],
              duration: '4ms',
            })}`
          // Beyond, nothing more ever waits in so short a time.
          const values = Array.from({ length: 10 }, (_, i) => i * 8192)
          const met = await meeting(values, value => text(`${value}B`))
          const { answer, failure } = await plan(loadedFrom(text('16KiB')), {
            find: 'queue',
            interlink: 'a',
            step: 8192,
            replications: REPLICATIONS,
            threads: 1,
          })
          if (met.length > 0) {
            found++
            expect(answer).toBe(met[0])
            return
          }
          expect(answer).toBeNull()
          if (failure!.kind !== 'excluded') return
          excluded++
          const { lower, upper } = failure!
          expect(lower.objective.metric).toBe('loss')
          expect(upper.objective.metric).toBe('delay.p99')
          expect(upper.upTo).toBeLessThan(lower.from)
        },
      ),
      { numRuns: 8, seed: 5 },
    )
    expect(found).toBeGreaterThan(2)
    expect(excluded).toBeGreaterThan(0)
  })
})
