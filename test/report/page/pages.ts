/** Pages of scenarios given as text, simulated here. */
import { pageOf } from '../../../src/report/page/page.ts'
import type { PageInput } from '../../../src/report/page/view.ts'
import { readScenario } from '../../../src/report/page/scenario.ts'
import { SeriesGatherer } from '../../../src/report/page/series/gather.ts'
import { intervalsOf } from '../../../src/report/page/series/read.ts'
import { parseScenario } from '../../../src/scenario/load.ts'
import type { ResultDocument } from '../../../src/sim/result/document.ts'
import type { SeriesInterval } from '../../../src/sim/recording/series.ts'
import { complete, run } from '../../../src/sim/run.ts'

/** A run, its page, and what the page was made of. */
export interface MadePage {
  readonly page: string
  readonly document: ResultDocument
}

export interface Wanted {
  readonly name?: string
  readonly city?: string
  readonly connections?: string
  readonly interlinks?: string
  readonly traffic?: string
  readonly objectives?: string
  readonly duration?: string
  readonly interval?: string
  readonly extra?: string
}

const link = (id: string, vlan: number, bandwidth: string): string =>
  `  ${id}: { connection: paris-1, vlan: ${vlan}, bandwidth: ${bandwidth}, vpc: vpc-a }\n`

/** Many InterLinks, each with a source each way. */
export const many = (
  count: number,
  bandwidth: string,
  rate: string,
): Pick<Wanted, 'interlinks' | 'traffic'> => {
  const ids = Array.from({ length: count }, (_, i) => `link-${i + 1}`)
  return {
    interlinks: ids.map((id, i) => link(id, i + 1, bandwidth)).join(''),
    traffic: ids
      .flatMap(id =>
        ['toCustomer', 'toCloud'].map(
          direction =>
            `  - { interlink: ${id}, direction: ${direction}, source: { kind: poisson, rate: ${rate}, frame: 1000B } }\n`,
        ),
      )
      .join(''),
  }
}

/** A scenario of one connection; by default one InterLink that loses frames to cloud. */
export const scenarioText = (wanted: Wanted = {}): string => {
  const {
    name = 'small',
    city = 'Paris',
    duration = '20ms',
    interval = '100us',
    extra = '',
  } = wanted
  return `name: ${JSON.stringify(name)}
duration: ${duration}
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par, city: ${JSON.stringify(city)} } }
vpcs: { vpc-a: { project: network, region: fr-par } }
connections:
${wanted.connections ?? '  paris-1: { pop: th2, portSpeed: 10Gbps, crossConnect: { length: 120m } }\n'}interlinks:
${wanted.interlinks ?? link('web', 101, '1Gbps') + link('data', 102, '500Mbps')}traffic:
${
  wanted.traffic ??
  `  - { interlink: web, direction: toCustomer, source: { kind: poisson, rate: 300Mbps, frame: 1000B } }
  - { interlink: data, direction: toCloud, source: { kind: onoff, peak: 4Gbps, on: 1ms, off: 2ms, frame: 1000B } }
`
}${wanted.objectives ?? 'objectives: [{ interlink: "*", metric: loss, below: 0.1% }, { interlink: web, direction: toCustomer, metric: delay.p99, below: 2ms }]\n'}series: { interval: ${interval} }
${extra}`
}

/** Runs a scenario. */
export const ranWith = async (
  text: string,
): Promise<{
  readonly document: ResultDocument
  readonly intervals: readonly SeriesInterval[]
}> => {
  const result = parseScenario(text)
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'))
  const { scenario, sha256 } = result.loaded
  const intervals: SeriesInterval[] = []
  const simulation = await run(
    { scenario, sha256, inputs: [] },
    { clock: () => 0, onInterval: each => intervals.push(each) },
  )
  const document = complete(simulation, { wall: 1, version: '0.0.0', node: 'v20' }, text)
  return { document, intervals }
}

/** What the page of a scenario is made of, series included. */
export const inputFrom = async (text: string): Promise<PageInput> => {
  const { document, intervals } = await ranWith(text)
  const gatherer = new SeriesGatherer({
    flows: document.flows.length,
    ports: document.ports.length,
    intervals: intervalsOf(document),
    interval: document.seriesInterval,
  })
  for (const each of intervals) gatherer.take(each)
  const series = gatherer.finish()
  return { document, scenario: readScenario(document), series, version: '0.0.0' }
}

/** The page of a scenario, with its series. */
export const pageFrom = async (text: string): Promise<MadePage> => {
  const input = await inputFrom(text)
  return { page: pageOf(input), document: input.document }
}
