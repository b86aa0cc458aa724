/** Warm-ups that are too short are found, and those that are long enough are left alone. */
import { expect, test } from 'vitest'
import { bytes, ps } from '../../../src/units.ts'
import { fixed, poisson } from '../../sim/support/sources.ts'
import { interlink, scenario } from '../../sim/support/worlds.ts'
import { poissonPort } from '../../theory/support/poisson-port.ts'
import { played } from './support/played.ts'

/** A port at 98 % that begins empty: it takes some ten thousand frames to forget that. */
const busy = poissonPort({ load: 0.98, mix: fixed(1_000), frames: 4_000 })(1)

test('a queue that was empty when measuring began is noticed, with where and how much', async () => {
  const { replications } = await played({ ...busy, warmup: ps(0) }, { replications: 20 })
  const [entry, ...others] = replications!.transient
  expect(entry).toMatchObject({ connection: 'c', direction: 'toCustomer', metric: 'queue.mean' })
  expect(entry!.first).toBeLessThan(entry!.rest)
  expect(others).toEqual([])
})

test('it is not noticed once the warm-up is long enough', async () => {
  const { replications } = await played(busy, { replications: 20 })
  expect(replications!.transient).toEqual([])
})

test('a bucket that was full when measuring began hides loss, which is noticed', async () => {
  const it = scenario({
    interlinks: [interlink({ burst: bytes(200_000) })],
    traffic: [poisson(1.2e9, 1_000, { direction: 'toCloud' })],
    duration: 5e10,
  })
  const { replications } = await played(it, { replications: 10 })
  expect(replications!.transient).toMatchObject([
    { interlink: 'l', direction: 'toCloud', metric: 'dropped' },
  ])
})

test('chance alone is seldom taken for it', async () => {
  let found = 0
  for (let study = 0; study < 60; study++) {
    const steady = poissonPort({ load: 0.5, mix: fixed(1_000), frames: 1_500 })(1_000 * study)
    const { replications } = await played(steady, { replications: 8 })
    found += replications!.transient.length
  }
  // One in a hundred is expected.
  expect(found).toBeLessThanOrEqual(4)
})

test('traffic that begins or ends on purpose is not taken for it', async () => {
  const it = scenario({
    interlinks: [interlink({ burst: bytes(20_000) })],
    traffic: [poisson(1.2e9, 1_000, { direction: 'toCloud', start: ps(2e10) })],
    duration: 5e10,
  })
  expect((await played(it, { replications: 10 })).replications!.transient).toEqual([])
})
