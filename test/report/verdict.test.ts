import { describe, expect, it } from 'vitest'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { GBPS, connection, flow, interlink, objective, port, summaryInput } from './factory.ts'
import { told } from './told.ts'

const ports = [port('paris-1', 'toCustomer', 0.1), port('paris-1', 'toCloud', 0.1)]

describe('an objective that no figure can meet', () => {
  it('is told in verdict and remedy', () => {
    const { headline, next } = told(
      summaryInput({
        interlinks: [interlink('a', GBPS)],
        flows: [flow('a', 'toCloud', GBPS)],
        ports,
        objectives: [objective('a', 'loss', 0)],
      }),
    )
    expect(headline).toBe(
      'The only objective is missed: a to cloud loses 0 % of its frames; ' +
        'it must be below 0 %, which no figure is; write 0.001%.',
    )
    expect(next).toBe('write below: 0.001% (nothing lies below 0 %)')
  })

  it.each([
    ['delay.p99', 0, 'below', 'below 0 ns'],
    ['availability', 1, 'above', 'above 100 %'],
  ] as const)('is one on %s too', (metric, limit, side, bound) => {
    const { headline } = told(
      summaryInput({
        interlinks: [interlink('a', GBPS)],
        flows: [flow('a', 'toCloud', GBPS)],
        ports,
        objectives: [objective('a', metric, limit, { side })],
      }),
    )
    expect(headline).toContain(`it must be ${bound}, which no figure is`)
  })

  it('is none on the use of an InterLink, which may pass 100 %', () => {
    const { headline } = told(
      summaryInput({
        interlinks: [interlink('a', GBPS)],
        flows: [flow('a', 'toCloud', GBPS)],
        ports,
        objectives: [objective('a', 'utilisation', 1, { side: 'above' })],
      }),
    )
    expect(headline).not.toContain('no figure is')
  })
})

describe('an InterLink that takes more of a port than it may carry', () => {
  const shaper = { rate: bitsPerSecond(3 * GBPS), burst: bytes(65_536), queue: bytes(2 ** 20) }
  const noisy = (
    metric: string,
    change: Parameters<typeof flow>[3],
    customerShaper: typeof shaper | null = null,
    direction: 'toCustomer' | 'toCloud' = 'toCloud',
  ) =>
    told(
      summaryInput({
        interlinks: [interlink('a', GBPS, { customerShaper }), interlink('b', GBPS)],
        flows: [
          flow('a', direction, GBPS, { offeredRate: 9 * GBPS }),
          flow('b', direction, GBPS, { offeredRate: 0.9 * GBPS, ...change }),
        ],
        ports: [port('paris-1', 'toCustomer', 1), port('paris-1', 'toCloud', 1)],
        objectives: [objective('b', metric, 0.0001)],
      }),
    )
  const late = { p99: 0.002, portWait: { mean: 0.001, min: 0, p99: 0.0019, max: 0.003 } }

  it("is the cause of the others' delay at the port, and is to be held back", () => {
    const { cause, next } = noisy('delay.p99', late)
    expect(cause).toContain(
      'a offers 9 Gbps on 1 Gbps of bandwidth: towards the cloud that is limited only behind the port.',
    )
    expect(next).toBe('give interlinks.a a customerShaper with rate: 1Gbps')
  })

  it("is the cause of the others' loss at the port, and is to be held back", () => {
    const { cause, next } = noisy('loss', { drops: { portQueueFull: 900 } })
    expect(cause).toContain('a offers 9 Gbps on 1 Gbps of bandwidth')
    expect(cause).not.toContain('b offers')
    expect(next).toBe('give interlinks.a a customerShaper with rate: 1Gbps')
  })

  it('is held back by the shaper that it has', () => {
    const { cause, next } = noisy('delay.p99', late, shaper)
    expect(cause).toContain('a lets through 3 Gbps on 1 Gbps of bandwidth')
    expect(next).toBe('lower interlinks.a.customerShaper.rate to 1Gbps')
    const tame = noisy('delay.p99', late, { ...shaper, rate: bitsPerSecond(GBPS) })
    expect(tame.cause).not.toContain('lets through')
  })

  it('does not exist towards the customer: there the limiter stands before the port', () => {
    const { cause, next } = noisy('delay.p99', late, null, 'toCustomer')
    expect(cause).not.toContain('a offers')
    expect(next).toMatch(/^raise connections\.paris-1\.portSpeed/)
  })
})

describe('an InterLink whose bursts exceed its bandwidth', () => {
  const bursty = (
    metric: string,
    peak: number,
    change: Parameters<typeof flow>[3] = {},
    more: readonly ReturnType<typeof objective>[] = [],
  ) =>
    told(
      summaryInput({
        interlinks: [interlink('a', 4 * GBPS), interlink('b', GBPS)],
        flows: [
          flow('a', 'toCloud', 4 * GBPS, { offeredRate: 2 * GBPS, peak }),
          flow('b', 'toCloud', GBPS, { offeredRate: 0.9 * GBPS, peak: 1.1 * GBPS, ...change }),
        ],
        ports: [
          port('paris-1', 'toCloud', 0.3, { queue: { mean: 1, max: 1e6 } }),
          port('paris-1', 'toCustomer', 0),
        ],
        objectives: [
          objective(metric.startsWith('queue') ? 'port paris-1' : 'b', metric, 0.0001),
          ...more,
        ],
      }),
    )
  const lossy = { drops: { portQueueFull: 900 } }

  it('is the cause of loss at the port though its mean fits, and is to be held back', () => {
    const { cause, next } = bursty('loss', 16 * GBPS, lossy)
    expect(cause).toContain(
      'a offers up to 16 Gbps on 4 Gbps of bandwidth: towards the cloud that is limited only behind the port.',
    )
    expect(next).toBe('give interlinks.a a customerShaper with rate: 4Gbps')
  })

  it('is not named with those who hardly exceed theirs', () => {
    expect(bursty('loss', 16 * GBPS, lossy).cause).not.toContain('b offers')
  })

  it('is the cause of a long queue', () => {
    const { cause, next } = bursty('queue.max', 16 * GBPS)
    expect(cause).toBe(
      'Frames of 2 InterLinks wait for 10 Gbps. a offers up to 16 Gbps on 4 Gbps of bandwidth: ' +
        'towards the cloud that is limited only behind the port.',
    )
    expect(next).toBe('give interlinks.a a customerShaper with rate: 4Gbps')
  })

  it('is not to blame where the port sends all bursts together', () => {
    const { cause, next } = bursty('loss', 8 * GBPS, lossy)
    expect(cause).not.toContain('a offers')
    expect(next).toMatch(/^raise connections\.paris-1\.queue \(16 MiB\) or portSpeed/)
  })

  it('does not use a port too much: its mean does', () => {
    expect(bursty('utilisation', 16 * GBPS).cause).not.toContain('up to')
  })

  it('is not answered with a longer queue where frames are too late as it is', () => {
    const late = { ...lossy, p99: 0.002 }
    const { next } = bursty('loss', 8 * GBPS, late, [objective('b', 'delay.p99', 0.001)])
    expect(next).toMatch(/^raise connections\.paris-1\.portSpeed/)
  })
})

describe('bandwidths that do not count all of the wire', () => {
  const packets = (
    countAs: 'l1' | 'l2' | 'l3',
    direction: 'toCustomer' | 'toCloud' = 'toCustomer',
  ) =>
    told(
      summaryInput({
        interlinks: ['a', 'b'].map(id => interlink(id, 5 * GBPS, { countAs })),
        // Frames of 64 bytes: 46 counted as packets, 88 of wire.
        flows: ['a', 'b'].map(id =>
          flow(id, direction, 5 * GBPS, { offeredRate: 10 * GBPS, frames: 10e9 / 8 / 64 }),
        ),
        ports: [port('paris-1', direction, 1, { queue: { mean: 1, max: 1e6 } })],
        objectives: [objective('port paris-1', 'queue.max', 1000)],
      }),
    )

  it('fill a port that they fit on paper, and are to be lowered', () => {
    const { cause, next } = packets('l3')
    expect(cause).toBe(
      'Frames of 2 InterLinks wait for 10 Gbps. Together they send 19.1 Gbps of wire: their ' +
        'bandwidth counts layer 3, 42 bytes a frame less than the wire.',
    )
    // 10 Gbps × 46/88, rounded down.
    expect(next).toBe(
      'lower the bandwidths on paris-1 to 5.22 Gbps together or raise connections.paris-1.portSpeed (10 Gbps)',
    )
    expect(packets('l2').cause).toContain('layer 2, 20 bytes a frame less than the wire')
  })

  it('are no cause where the wire itself is counted, or the limiters stand behind the port', () => {
    expect(packets('l1').cause).not.toContain('of wire')
    expect(packets('l3', 'toCloud').cause).not.toContain('of wire')
  })
})

describe('a delay without waiting', () => {
  const far = (propagation: number, p99: number) =>
    told(
      summaryInput({
        connections: [connection('paris-1', { crossConnect: cable(0, propagation) })],
        interlinks: [interlink('a', GBPS)],
        flows: [
          flow('a', 'toCloud', GBPS, {
            p99,
            delay: { mean: p99, stdev: 0, min: p99, p50: p99, p90: p99, p99, p999: p99, max: p99 },
          }),
        ],
        ports,
        objectives: [objective('a', 'delay.p99', p99 / 2)],
      }),
    )

  it('is the cable where that is long: only a shorter path helps', () => {
    const { cause, next } = far(4.9e9, 0.0049012)
    expect(cause).toBe(
      'Most of it is the cable of paris-1: it alone takes 4.9 ms; only a shorter path helps.',
    )
    expect(next).toBe(
      'shorten connections.paris-1.crossConnect (4.9 ms one way) or loosen the objective',
    )
  })

  it('is the sending where the cable is short', () => {
    const { cause, next } = far(10_000, 1.3e-6)
    expect(cause).toMatch(/^Most of it is sending the frames at 10 Gbps/)
    expect(next).toBe('raise connections.paris-1.portSpeed (10 Gbps) or send shorter frames')
  })
})

describe('a delay of nothing', () => {
  it('is explained by the end of the run where nothing was lost', () => {
    const { cause, next } = told(
      summaryInput({
        interlinks: [interlink('a', GBPS)],
        flows: [
          flow('a', 'toCloud', GBPS, {
            frames: 9,
            p99: null,
            delivered: { frames: 0, bytes: 0 },
            inFlight: { frames: 9, bytes: 900 },
          }),
        ],
        ports,
        objectives: [objective('a', 'delay.p99', 0.001)],
      }),
    )
    expect(cause).toBe(
      'All were still on the way when the measured time ended; the cable alone takes 588 ns.',
    )
    expect(next).toBe('raise duration (1 s)')
  })
})

describe('several connections', () => {
  const places = ['paris-1', 'ams-1', 'ams-2']
  const missing = (missed: readonly string[], connections: readonly string[] = places) =>
    told(
      summaryInput({
        connections: connections.map(id => connection(id)),
        interlinks: connections.map(id => interlink(`to-${id}`, GBPS, { connection: id })),
        flows: connections.flatMap(id => [
          flow(`to-${id}`, 'toCustomer', GBPS, {
            p99: missed.includes(id) ? 0.002 : 0.0001,
          }),
          flow(`to-${id}`, 'toCloud', GBPS, { p99: missed.includes(id) ? 0.003 : 0.0001 }),
        ]),
        ports: connections.flatMap(id => [port(id, 'toCustomer', 0.1), port(id, 'toCloud', 0.1)]),
        objectives: [objective('*', 'delay.p99', 0.001)],
      }),
    ).headline

  it('are named in the verdict: the one that is meant, and how many miss', () => {
    expect(missing(['ams-1'])).toBe(
      '2 of 6 objectives missed, all on ams-1; the worst: to-ams-1 to cloud on ams-1 has a p99 ' +
        'delay of 3 ms; less than 1 ms is asked.',
    )
    expect(missing(['ams-1', 'paris-1'])).toMatch(
      /^4 of 6 objectives missed on 2 of 3 connections; the worst: to-paris-1 to cloud on paris-1 /,
    )
    expect(missing([])).toMatch(
      /^All 6 objectives met; the closest: to-paris-1 to customer on paris-1 /,
    )
  })

  it('are not named where there is one alone', () => {
    expect(missing(['ams-1'], ['ams-1'])).toBe(
      '2 of 2 objectives missed; the worst: to-ams-1 to cloud has a p99 delay of 3 ms; ' +
        'less than 1 ms is asked.',
    )
  })
})

describe('a run without objectives', () => {
  const lossy = (delivered: number) =>
    told(
      summaryInput({
        interlinks: [interlink('a', GBPS)],
        flows: [
          flow('a', 'toCloud', GBPS, {
            frames: 100 + delivered,
            drops: { oversize: 100 },
          }),
        ],
        ports,
      }),
    )

  it('is told what would let frames through where none arrives', () => {
    expect(lossy(0).next).toBe('raise interlinks.a.mtu (1,500 bytes) or send shorter frames')
  })

  it('is told to state objectives where some arrive', () => {
    expect(lossy(1).next).toMatch(/^add objectives: /)
  })
})

describe('a run in which nothing is offered', () => {
  const empty = (change: Partial<Parameters<typeof summaryInput>[0]>) =>
    told(summaryInput({ interlinks: [], flows: [], ports, traffic: [], ...change }))

  it('says what the scenario lacks', () => {
    expect(empty({ connections: [], ports: [] })).toMatchObject({
      headline: 'Nothing was offered: the scenario has no InterLink.',
      next: 'add a connection, an InterLink and traffic',
    })
    expect(empty({})).toMatchObject({
      headline: 'Nothing was offered: the scenario has no InterLink.',
      next: 'add an InterLink and traffic',
    })
    expect(empty({ interlinks: [interlink('a', GBPS)] })).toMatchObject({
      headline: 'Nothing was offered: the scenario has no traffic.',
      next: 'add traffic',
    })
  })
})
