/** The search over a grid, against a look at every step. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Outcome, type Probe, type Verdict, search } from '../../../src/study/plan/search.ts'

/** An objective that is met from one step to another; `slow`: undecided until everything is found out. */
interface Target {
  readonly from: number
  readonly upTo: number
  readonly slow: boolean
}

/** Judges targets, and counts the steps that were looked at. */
const probing = (
  targets: readonly Target[],
): { readonly probe: Probe; readonly seen: Set<number> } => {
  const seen = new Set<number>()
  const patient = new Set<number>()
  return {
    seen,
    probe: async (step, enough) => {
      seen.add(step)
      const quick = targets.map(({ from, upTo, slow }): Verdict =>
        slow && !patient.has(step) ? 'undecided' : step >= from && step <= upTo ? 'met' : 'missed',
      )
      if (enough(quick)) return quick
      patient.add(step)
      return targets.map(({ from, upTo }) => (step >= from && step <= upTo ? 'met' : 'missed'))
    },
  }
}

/** Objectives that hold from a step on, up to a step, or everywhere, of a grid so large. */
const targetsOf = (steps: number): fc.Arbitrary<readonly Target[]> => {
  const step = fc.oneof(fc.nat(steps - 1), fc.nat(Math.min(steps - 1, 20)))
  const last = steps - 1
  const kind = fc.oneof(
    fc.record({ from: step, upTo: fc.constant(last) }),
    fc.record({ from: fc.constant(0), upTo: step }),
    fc.constant({ from: 0, upTo: last }),
  )
  return fc.array(
    fc.tuple(kind, fc.boolean()).map(([range, slow]) => ({ ...range, slow })),
    { minLength: 1, maxLength: 5 },
  )
}

const cases = fc
  .oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 30 }))
  .chain(steps =>
    fc.record({ steps: fc.constant(steps), start: fc.nat(steps - 1), targets: targetsOf(steps) }),
  )

/** What the targets allow, by arithmetic. */
const rangeOf = (targets: readonly Target[]): readonly [number, number] => [
  Math.max(...targets.map(({ from }) => from)),
  Math.min(...targets.map(({ upTo }) => upTo)),
]

describe('search', () => {
  it('finds the least step that all allow, and names the one that forbids the step below', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ steps, start, targets }) => {
        const [from, upTo] = rangeOf(targets)
        fc.pre(from <= upTo)
        const { probe, seen } = probing(targets)
        const outcome = await search({ steps, start }, probe)
        expect(outcome).toMatchObject({ kind: 'found', step: from })
        const { binding } = outcome as Extract<Outcome, { kind: 'found' }>
        if (from === 0) expect(binding).toBeNull()
        else {
          expect(targets[binding!]!.from).toBe(from)
          expect(seen.has(from - 1)).toBe(true)
        }
        expect(seen.has(from)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('names two that exclude each other, and where each ends', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ steps, start, targets }) => {
        const [from, upTo] = rangeOf(targets)
        fc.pre(from > upTo)
        const outcome = await search({ steps, start }, probing(targets).probe)
        expect(outcome.kind).toBe('excluded')
        const { lower, upper } = outcome as Extract<Outcome, { kind: 'excluded' }>
        expect(lower.from).toBe(from)
        expect(targets[lower.objective]!.from).toBe(from)
        expect(targets[upper.objective]!.upTo).toBe(upper.upTo)
        expect(upper.upTo).toBeLessThan(from)
      }),
      { numRuns: 2000 },
    )
  })

  it('looks at few steps: two bisections and a look around', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ steps, start, targets }) => {
        const { probe, seen } = probing(targets)
        await search({ steps, start }, probe)
        expect(seen.size).toBeLessThanOrEqual(12 + 3 * Math.ceil(Math.log2(steps)))
      }),
      { numRuns: 500 },
    )
  })

  it('finds an objective that holds between two steps alone, where it is wide enough to be met', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 20, max: 1_000_000 })
          .chain(steps =>
            fc.tuple(fc.constant(steps), fc.integer({ min: 1, max: Math.floor(steps / 10) })),
          ),
        async ([steps, from]) => {
          // Eight times as far up as it begins: one of the seven steps between falls into it.
          const targets = [{ from, upTo: Math.min(steps - 2, from * 8 + 8), slow: false }]
          const outcome = await search({ steps, start: 0 }, probing(targets).probe)
          expect(outcome).toMatchObject({ kind: 'found', step: from })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('says which objectives nothing meets', async () => {
    const never = { from: 1, upTo: 0, slow: true }
    const targets = [{ from: 0, upTo: 9, slow: false }, never, { from: 5, upTo: 9, slow: false }]
    const outcome = await search({ steps: 10, start: 3 }, probing(targets).probe)
    expect(outcome).toEqual({ kind: 'unmet', objectives: [1] })
    const alone = await search({ steps: 1, start: 0 }, probing([never]).probe)
    expect(alone).toEqual({ kind: 'unmet', objectives: [0] })
  })

  it('does not believe what only a few replications said', async () => {
    // Quick verdicts promise step 10; everything that can be known says 37.
    const probe: Probe = async (step, enough) => {
      const quick: readonly Verdict[] = [step >= 10 ? 'met' : 'missed']
      return enough(quick) ? quick : [step >= 37 ? 'met' : 'undecided']
    }
    expect(await search({ steps: 100, start: 50 }, probe)).toEqual({
      kind: 'found',
      step: 37,
      binding: 0,
    })
  })

  it('is not misled where all is well only by a few replications', async () => {
    const probe: Probe = async (_, enough) => (enough(['met']) ? ['met'] : ['undecided'])
    expect(await search({ steps: 8, start: 2 }, probe)).toEqual({ kind: 'unmet', objectives: [0] })
  })
})
