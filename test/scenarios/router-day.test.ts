/**
 * A day of a router's loads on four InterLinks of a 1 Gbps port, held against theory.
 *
 * The same test is run on a table made here, always, and on the loads of a router at Bell Labs where
 * the environment variable INTERLINK_SIM_DATA names a folder that holds `bell-labs-1router.csv`; that
 * file is nobody's to ship. Without the variable there is no such test, so none is skipped.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nextUniform, openStream } from '../../src/sim/random/stream.ts'
import { IMIX, expectConserved, expectFollows, flowOf, loaded, play, readDay } from './day.ts'

const NETWORKS = ['fddi', 'switch', 'local', 'corp'] as const
/** What comes from the router goes to a network of the customer's; what goes to it, to the cloud. */
const DIRECTIONS = { toCustomer: 'from', toCloud: 'to' } as const
const SPEEDUP = 300_000
const BANDWIDTH = 250e6
const BURST = 4_096
/** Time of the largest frame on the port, seconds. */
const FRAME_TIME = (1542 * 8) / 1e9
/** Simulated time, ps: 287 samples of five minutes take 287 ms. */
const DURATION = 288e9

const columnOf = (network: string, direction: 'toCustomer' | 'toCloud'): string =>
  `${network}_${DIRECTIONS[direction]}_router_bps`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'router-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** 287 samples, five minutes apart give or take a second, of loads that jump as a router's do. */
const writeTable = (): string => {
  const stream = openStream(1, 'router-day')
  const draw = (): number => nextUniform(stream)
  const columns = NETWORKS.flatMap(network => [
    columnOf(network, 'toCloud'),
    columnOf(network, 'toCustomer'),
  ])
  const lines = Array.from({ length: 287 }, (_, i) => {
    const time = new Date(919_641_763_000 + 1000 * (300 * i + Math.floor(3 * draw()) - 1))
    const rates = columns.map(() => {
      const level = 60_000 + 300_000 * draw()
      return (draw() < 0.05 ? level + 7e6 * draw() : level).toFixed(2)
    })
    return [time.toISOString().replace('.000', ''), ...rates].join()
  })
  const file = path.join(folder, 'router.csv')
  writeFileSync(file, `${['time', ...columns].join()}\n${lines.join('\n')}\n`)
  return file
}

/** A scenario that plays a table's columns, both ways. */
const writeScenario = (table: string, scale: number): string => {
  const file = path.join(folder, 'router.yaml')
  const interlinks = NETWORKS.map(
    id =>
      `  ${id}: { connection: c, bandwidth: 250Mbps, burst: 4KiB, queue: 32KiB, enforce: { toCustomer: shape, toCloud: shape }, vpc: v }\n`,
  )
  const traffic = NETWORKS.flatMap(id =>
    (['toCustomer', 'toCloud'] as const).map(
      direction =>
        `  - { interlink: ${id}, direction: ${direction}, source: { kind: csv, file: ${JSON.stringify(table)}, column: ${columnOf(id, direction)}, scale: ${scale}, speedup: ${SPEEDUP}, frame: imix } }\n`,
    ),
  )
  writeFileSync(
    file,
    `name: router-day
duration: 288ms
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par } }
vpcs: { v: { region: fr-par } }
connections: { c: { pop: th2, portSpeed: 1Gbps } }
interlinks:
${interlinks.join('')}traffic:
${traffic.join('')}`,
  )
  return file
}

const holdsAgainstTheory = async (table: string): Promise<void> => {
  const day = readDay(table)
  expect(day.times).toHaveLength(287)
  const steps = day.times.slice(1).map((time, i) => time - day.times[i]!)
  expect(new Set(steps).size, 'samples are not equally far apart').toBeGreaterThan(1)
  // The busiest five minutes ask for more than an InterLink has.
  const busiest = Math.max(...[...day.columns.values()].flat())
  const scale = Math.round((1.6 * BANDWIDTH) / busiest)
  const file = writeScenario(table, scale)
  const allowed = [path.dirname(table)]

  const result = await play(loaded(file, allowed))
  expectConserved(result)
  expect(result.inputs).toHaveLength(1)
  const flows = NETWORKS.flatMap(id =>
    (['toCustomer', 'toCloud'] as const).map(direction => ({ id, direction })),
  )
  for (const { id, direction } of flows) {
    const flow = flowOf(result, id, direction)
    const column = columnOf(id, direction)
    expectFollows(flow, { day, column, scale, speedup: SPEEDUP, sizes: IMIX }, DURATION / 1e12)
  }
  // What was let through by the end of shorter runs of the same frames, around the busiest sample:
  // between any two ends at most the burst and what the bandwidth brings.
  const [column, rates] = [...day.columns].find(([, each]) => each.includes(busiest))!
  const sample = rates.indexOf(busiest)
  const begin = (day.times[sample]! * 1e12) / SPEEDUP
  const ends = [-1, 0, 0.5, 1, 1.5, 2, 3, 5].map(ms => Math.round(begin + ms * 1e9))
  const sound = ends.filter(end => end > 0 && end <= DURATION)
  const runs = await Promise.all(sound.map(end => play(loaded(file, allowed, end))))
  let exceeding = 0
  for (const { id, direction } of flows) {
    const counted = (kind: 'offered' | 'delivered'): number[] =>
      runs.map(each => {
        const { frames, bytes } = flowOf(each, id, direction)[kind]
        return 8 * (bytes + 4 * frames)
      })
    const [offered, delivered] = [counted('offered'), counted('delivered')]
    // To the customer frames are counted behind the port: what it held back comes later.
    const { max } = flowOf(result, id, direction).portWait
    const slack = direction === 'toCustomer' ? BANDWIDTH * (max! + FRAME_TIME) : 0
    for (const [k, to] of sound.entries()) {
      for (const [j, from] of sound.slice(0, k).entries()) {
        const most = 8 * BURST + (BANDWIDTH * (to - from)) / 1e12 + slack
        expect(delivered[k]! - delivered[j]!).toBeLessThanOrEqual(most)
        if (columnOf(id, direction) === column && offered[k]! - offered[j]! > most) exceeding++
      }
    }
  }
  expect(exceeding, 'windows in which more was offered than may pass').toBeGreaterThan(0)
}

test('a made-up day of a router agrees with theory', async () => {
  await holdsAgainstTheory(writeTable())
}, 60_000)

const data = process.env['INTERLINK_SIM_DATA']
if (data !== undefined) {
  test('a day of a router at Bell Labs agrees with theory', async () => {
    await holdsAgainstTheory(path.join(data, 'bell-labs-1router.csv'))
  }, 60_000)
}
