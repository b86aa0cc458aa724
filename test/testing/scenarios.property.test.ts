import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check, explain, parseQuantity, run } from '../../src/index.ts'
import {
  FAULT_KINDS,
  type ScenarioFile,
  type ScenarioOptions,
  assertAllocation,
  assertConservation,
  demands,
  faultSequences,
  scenarios,
  worlds,
} from '../../src/testing.ts'

const loadedOf = (scenario: object) => {
  const checked = check(scenario)
  if (!checked.ok) throw new Error(checked.faults.map(explain).join('\n'))
  return checked.loaded
}

const picoseconds = (text: string | undefined): number => {
  const read = parseQuantity(text ?? '0s', 'duration')
  return read.ok ? read.value : Number.NaN
}

const bitsPerSecond = (text: string): number => {
  const read = parseQuantity(text, 'rate')
  return read.ok ? read.value : Number.NaN
}

test('check finds no fault in any generated scenario', () => {
  fc.assert(
    fc.property(scenarios(), scenario => {
      assertAllocation(loadedOf(scenario).scenario.world)
    }),
    { numRuns: 300 },
  )
})

test.each<[string, ScenarioOptions]>([
  ['many on few ports', { connections: { min: 1, max: 2 }, interlinks: { min: 300, max: 600 } }],
  [
    'one of everything',
    {
      connections: { min: 1, max: 1 },
      interlinks: { min: 1, max: 1 },
      demands: { min: 1, max: 1 },
    },
  ],
  ['nothing but a port', { interlinks: { min: 0, max: 0 } }],
  ['slow and long', { duration: { min: 5e14, max: 8e15 }, frames: 10 }],
  ['a picosecond', { duration: { min: 1, max: 1 } }],
  ['overload', { load: { min: 10_000, max: 10_000 }, portSpeeds: [1e11] }],
  [
    'jumbo',
    { sizes: { min: 9216, max: 9216 }, kinds: ['onoff'], layers: ['l1'], enforce: ['police'] },
  ],
  ['faults', { faults: { min: 20, max: 60 } }],
])('so it is with options: %s', (_, options) => {
  const numRuns = (options.interlinks?.max ?? 0) > 100 ? 5 : 60
  fc.assert(
    fc.property(scenarios(options), scenario => {
      loadedOf(scenario)
    }),
    { numRuns },
  )
})

test('each kind of source, direction, layer and fault is drawn, and what fills its port to the bit', () => {
  const seen = new Set<string>()
  for (const scenario of fc.sample(scenarios(), { numRuns: 1000, seed: 1 })) {
    for (const { source, direction } of scenario.traffic) seen.add(source.kind).add(direction)
    for (const { kind } of scenario.events ?? []) seen.add(kind)
    for (const { countAs } of Object.values(scenario.interlinks)) seen.add(countAs ?? 'l2')
    const links = Object.values(scenario.interlinks)
    for (const [id, { portSpeed }] of Object.entries(scenario.connections)) {
      const sum = links
        .filter(({ connection }) => connection === id)
        .reduce((total, { bandwidth }) => total + bitsPerSecond(bandwidth), 0)
      if (sum === bitsPerSecond(portSpeed)) seen.add('full')
    }
  }
  const kinds = ['cbr', 'poisson', 'onoff', 'toCustomer', 'toCloud', 'l1', 'l2', 'l3', 'full']
  const mended = [
    'repair',
    'portUp',
    'bgpUp',
    'opticReplace',
    'attachVpc',
    'propagationOn',
    'unlock',
  ]
  expect([...kinds, ...FAULT_KINDS, ...mended].filter(each => !seen.has(each))).toEqual([])
})

test('as many frames are sent as expected at most, so a run takes milliseconds', async () => {
  const frames = 500
  let sent = 0
  let count = 0
  await fc.assert(
    fc.asyncProperty(scenarios({ frames }), async scenario => {
      const result = await run(loadedOf(scenario), { threads: 1 })
      const offered = result.flows.reduce((sum, flow) => sum + flow.offered.frames, 0)
      sent += offered
      count += 1
      // What is expected is a mean; bursts and chance may give somewhat more.
      expect(offered).toBeLessThan(2 * frames)
      assertConservation(result.flows)
    }),
    { numRuns: 150 },
  )
  expect(sent / count).toBeGreaterThan(frames / 20)
})

test('events are in the order of time and within the run', () => {
  fc.assert(
    fc.property(scenarios({ faults: { min: 1, max: 10 } }), ({ events = [], ...scenario }) => {
      const instants = events.map(({ at }) => picoseconds(at))
      expect(instants).toEqual(instants.toSorted((a, b) => a - b))
      const end = picoseconds(scenario.warmup) + picoseconds(scenario.duration)
      for (const instant of instants) expect(instant).toBeLessThanOrEqual(end)
    }),
  )
})

test('no event of a generated scenario changes nothing', () => {
  fc.assert(
    fc.property(scenarios({ faults: { min: 1, max: 10 }, idle: false }), scenario => {
      const warnings = loadedOf(scenario).warnings.filter(({ path }) => path.startsWith('events'))
      expect(warnings.map(explain)).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('traffic and faults are drawn for a world of one’s own, too', () => {
  const world = {
    organization: { id: 'o', projects: ['p'] },
    pops: { th2: { region: 'fr-par' } },
    vpcs: { v: { region: 'fr-par' } },
    connections: {
      c: {
        pop: 'th2',
        portSpeed: '1Gbps',
        crossConnect: { segments: [{ id: 'a', kind: 'connector' as const }] },
      },
    },
    interlinks: { l: { connection: 'c', bandwidth: '1Gbps', vpc: 'v' } },
  }
  const span = 1e10
  fc.assert(
    fc.property(demands(world, span), faultSequences(world, span), (traffic, events) => {
      loadedOf({ name: 'own', duration: '10ms', ...world, traffic, events })
    }),
  )
  fc.assert(
    fc.property(worlds(), generated => {
      loadedOf({ name: 'quiet', duration: '10ms', ...generated, traffic: [] })
    }),
  )
})

/** What a failing property shrinks to. */
const shrunk = (fails: (scenario: ScenarioFile) => boolean, options: ScenarioOptions = {}) => {
  const found = fc.check(
    fc.property(scenarios(options), scenario => !fails(scenario)),
    { numRuns: 1000, seed: 3 },
  )
  return found.counterexample![0]
}

const usual = {
  name: 'generated',
  seed: 1,
  duration: '1ms',
  organization: { id: 'acme', projects: ['network'] },
  pops: { 'pop-fr-par': { region: 'fr-par' } },
  vpcs: { 'vpc-fr-par-0': { region: 'fr-par' }, 'vpc-fr-par-1': { region: 'fr-par' } },
  connections: { c0: { pop: 'pop-fr-par', portSpeed: '1Gbps' } },
  interlinks: { l0: { connection: 'c0', bandwidth: '100Mbps', vpc: 'vpc-fr-par-0' } },
}

test('a failure shrinks to one connection, one InterLink, one demand and round numbers', () => {
  expect(shrunk(({ traffic }) => traffic.some(({ direction }) => direction === 'toCloud'))).toEqual(
    {
      ...usual,
      traffic: [
        {
          interlink: 'l0',
          direction: 'toCloud',
          source: { kind: 'cbr', rate: '50Mbps', frame: '1kB' },
        },
      ],
    },
  )
})

test('and so does one that is found only by simulating', async () => {
  const found = await fc.check(
    fc.asyncProperty(
      scenarios({ load: { min: 150, max: 300 }, variety: false }),
      async scenario => {
        const { flows } = await run(loadedOf(scenario), { threads: 1 })
        // Planted: a simulator that must not police.
        return flows.every(({ dropped }) => dropped.byCause.policed === 0)
      },
    ),
    { numRuns: 1000, seed: 11 },
  )
  const { connections, interlinks, traffic, events, duration } = found.counterexample![0]
  expect(Object.keys(connections)).toHaveLength(1)
  expect(interlinks).toMatchObject({ l0: { bandwidth: '100Mbps' } })
  expect(Object.keys(interlinks)).toHaveLength(1)
  expect(traffic).toHaveLength(1)
  expect(events).toBeUndefined()
  expect(duration).toMatch(/^\d{1,3}ms$/)
})

test('a fault shrinks to a cut in the middle of the run', () => {
  const { events, interlinks } = shrunk(({ events = [] }) =>
    events.some(({ kind }) => kind === 'repair'),
  )
  expect(events).toEqual([
    { at: '500us', connection: 'c0', segment: 'cross-connect', kind: 'cut' },
    { at: '600us', connection: 'c0', segment: 'cross-connect', kind: 'repair' },
  ])
  expect(interlinks).toEqual(usual.interlinks)
})

test.each<[ScenarioOptions, string]>([
  [
    { interlinks: { min: 2, max: 1 } },
    'interlinks from 2 to 1 is no range of whole numbers within 0 to 4094',
  ],
  [
    { interlinks: { min: 1, max: 2000 } },
    'interlinks from 1 to 2000 is no range of whole numbers within 0 to 1000',
  ],
  [
    { portSpeeds: [2e9] },
    'portSpeeds: no port has 2000000000 bit/s; 1000000000, 10000000000, 100000000000 are known',
  ],
  [{ kinds: [] }, 'kinds is empty: there is nothing to choose from'],
  [
    { duration: { min: 0, max: 1 } },
    'duration from 0 to 1 is no range of whole numbers within 1 to 8188362958855447',
  ],
])('refuses %j', (options, message) => {
  expect(() => scenarios(options)).toThrow(new RangeError(message))
})
