/**
 * The page of a run.
 *
 * Results that agree outside `run` make the same page, byte for byte.
 */
import type { ChartData } from '../charts/data.ts'
import { allocation } from './allocation.ts'
import { banner, verdictOf } from './banner.ts'
import { chartDataOf } from './chart-data.ts'
import { charts } from './charts.ts'
import { flows } from './flows.ts'
import { availability, billing, provisioning, timeline } from './life.ts'
import { symbolOf } from './heading.ts'
import { type Markup, html } from './markup.ts'
import { objectives } from './objectives.ts'
import { paths } from './path/path.ts'
import { intervals, worstCases } from './replications.ts'
import { reproduce } from './reproduce.ts'
import { delaySources, lossCauses } from './shares.ts'
import { type SectionName, shell } from './shell.ts'
import { theory } from './theory.ts'
import { type PageInput, type View, viewOf } from './view.ts'

/** Sections by their anchors, in the order of the page. */
const NAMES: readonly SectionName[] = [
  ['summary', 'Summary'],
  ['path', 'Path'],
  ['allocation', 'Ports'],
  ['objectives', 'Objectives'],
  ['flows', 'Flows'],
  ['one-lost', 'One lost'],
  ['over-time', 'Over time'],
  ['delay', 'Delay'],
  ['causes', 'Loss'],
  ['theory', 'Theory'],
  ['replications', 'Sureness'],
  ['provisioning', 'Provisioning'],
  ['timeline', 'Events'],
  ['availability', 'Availability'],
  ['money', 'Money'],
  ['reproduce', 'Reproduce'],
]

const sections = (view: View, data: ChartData): Markup =>
  html`${paths(view)} ${allocation(view)} ${objectives(view)} ${worstCases(view)} ${flows(view)}
  ${charts(data)} ${lossCauses(view)} ${delaySources(view)} ${theory(view)} ${intervals(view)}
  ${provisioning(view)} ${timeline(view)} ${availability(view)} ${billing(view)} ${reproduce(view)}`

/**
 * The page of a result.
 *
 * @returns HTML, UTF-8, ended by a line feed
 */
export const pageOf = (input: PageInput): string => {
  const view = viewOf(input)
  const verdict = verdictOf(view)
  const { name, sha256 } = input.document.scenario
  const data = chartDataOf(view)
  return shell({
    symbol: symbolOf(verdict),
    name,
    headline: verdict.headline,
    first: { id: 'flows', words: 'To the flow table' },
    banner: banner(view, verdict),
    names: NAMES,
    sections: sections(view, data),
    data: { kind: 'run', ...data },
    foot: `seed ${input.document.seed} · scenario sha256 ${sha256} · interlink-sim ${input.version}`,
  })
}
