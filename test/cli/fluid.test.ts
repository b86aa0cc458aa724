/** `run` and `plan` with the fluid engine. */
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ResultDocument } from '../../src/sim/result/document.ts'
import type { PlanDocument } from '../../src/study/plan/document.ts'
import { call } from './call.ts'
import { MET, MISSED, folderOf } from './scenarios.ts'

const FLUID = MISSED.replace('duration:', 'engine: fluid\nduration:')
const DRAWN = FLUID.replace('engine:', 'start: 2026-03-02T00:00:00Z\nengine:').replace(
  'portSpeed: 1Gbps',
  'portSpeed: 1Gbps, provisioning: { ordered: 2026-01-02T00:00:00Z, loa: { median: 5d, p90: 12d }, patch: 7d, turnUp: 4h }',
)
const folder = folderOf({
  'met.yaml': MET,
  'missed.yaml': MISSED,
  'fluid.yaml': FLUID,
  'drawn.yaml': DRAWN,
})
const file = (name: string): string => join(folder, `${name}.yaml`)
const documentOf = async (args: string): Promise<ResultDocument> =>
  JSON.parse((await call(`run ${args} --format json`)).out) as ResultDocument

describe('run --engine fluid', () => {
  it('says its engine, what it cannot see, and the command that repeats it', async () => {
    const { exit, out, err } = await call(`run ${file('met')} --engine fluid`)
    expect(exit).toBe(0)
    expect(err).toBe('')
    expect(out).toContain('fluid engine')
    expect(out).toContain('rates stand for frames')
    expect(out).toContain('queueing by chance')
    expect(out).toMatch(/again {2}interlink-sim run \S+ --engine fluid --seed \d+/)
    expect(out).not.toContain('--replications')
  })

  it('prints the document, alone', async () => {
    const document = await documentOf(`${file('met')} --engine fluid`)
    expect(document.engine).toBe('fluid')
    expect(new Set(Object.values(document.run.kernel))).toEqual(new Set(['fluid']))
    expect(document.run.threads).toBe(1)
    expect(document.flows.every(({ unseen }) => unseen !== undefined)).toBe(true)
    expect(document.replications).toBeUndefined()
  })

  it('is what the scenario says, and what the command line says instead', async () => {
    expect((await documentOf(file('fluid'))).engine).toBe('fluid')
    const packet = await documentOf(`${file('fluid')} --engine packet`)
    expect(packet.engine).toBe('packet')
    expect(packet.flows.every(({ unseen }) => unseen === undefined)).toBe(true)
    expect(packet.flows).toEqual((await documentOf(file('missed'))).flows)
  })

  it('plays what frames cannot', async () => {
    const long = `${file('met')} --duration 30d`
    const { exit, err } = await call(`run ${long}`)
    expect(exit).toBe(2)
    expect(err).toContain('30 d are above the limit of 2^53 ps (2 h 30 min)')
    expect(err).toContain('engine: fluid')
    expect((await documentOf(`${long} --engine fluid`)).simulated.duration).toBe(30 * 86_400)
  })

  it('is quiet when asked to be', async () => {
    expect(await call(`run ${file('met')} --engine fluid --quiet`)).toEqual({
      exit: 0,
      out: '',
      err: '',
    })
    const { exit, out } = await call(`run ${file('fluid')} --quiet`)
    expect(exit).toBe(1)
    expect(out).toContain('loss')
  })

  it('writes result and series in the same form', async () => {
    const out = join(tmpdir(), `interlink-fluid-${process.pid}`)
    try {
      const [fluid, packet] = [join(out, 'fluid'), join(out, 'packet')]
      await call(`run ${file('fluid')} --out ${fluid} --quiet`)
      await call(`run ${file('missed')} --out ${packet} --quiet`)
      for (const name of ['series.csv', 'ports.csv']) {
        const [a, b] = [fluid, packet].map(each =>
          readFileSync(join(each, name), 'utf8').trimEnd().split('\n'),
        )
        expect(a![0]).toBe(b![0])
        expect(a!.map(line => line.split(',').slice(0, 3))).toEqual(
          b!.map(line => line.split(',').slice(0, 3)),
        )
      }
      const result = JSON.parse(readFileSync(join(fluid, 'result.json'), 'utf8')) as ResultDocument
      expect(result.engine).toBe('fluid')
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  })

  it.each([
    ['--trace x.pcap', /^--trace: --engine fluid has no frames to write/],
    ['--kernel event', /^--kernel: event simulates frames, and --engine fluid has none/],
    ['--replications 5', /^--replications: with --engine fluid nothing is drawn/],
    ['--until-precision 1%', /^--until-precision: with --engine fluid nothing is drawn/],
  ])('refuses %s, with what to do', async (words, message) => {
    const { exit, out, err } = await call(`run ${file('met')} --engine fluid ${words}`)
    expect(exit).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(message)
  })

  it('names the scenario where that says the engine', async () => {
    const { exit, err } = await call(`run ${file('fluid')} --kernel batch`)
    expect(exit).toBe(2)
    expect(err).toContain('engine: fluid of the scenario')
  })

  it('replicates where orders are drawn', async () => {
    const document = await documentOf(`${file('drawn')} --replications 5`)
    expect(document.replications!.count).toBe(5)
    expect(document.engine).toBe('fluid')
  })
})

describe('plan', () => {
  it('finds what a fluid scenario needs, running each value once', async () => {
    const { exit, out } = await call(
      `plan ${file('fluid')} --find bandwidth --interlink web --format json`,
    )
    expect(exit).toBe(0)
    const document = JSON.parse(out) as PlanDocument
    expect(document.replications).toBe(1)
    expect(document.answer).not.toBeNull()
    expect(document.candidates.every(({ replications }) => replications === 1)).toBe(true)
    expect(document.objectives.every(({ met }) => met)).toBe(true)
    expect(document.below!.missed).not.toEqual([])
  })

  it('refuses a kernel of frames', async () => {
    const { exit, err } = await call(
      `plan ${file('fluid')} --find bandwidth --interlink web --kernel event`,
    )
    expect(exit).toBe(2)
    expect(err).toContain('--kernel: event simulates frames')
  })
})
