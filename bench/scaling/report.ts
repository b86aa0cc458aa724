/** `RESULTS.md`: tables of all sections, each with its picture. */
import type { Measured } from '../shared/runs.ts'
import type { Spread } from '../shared/statistics.ts'
import { figure, markdownTable } from '../shared/table.ts'
import type { Section } from './sections.ts'

const range = ({ median, min, max }: Spread): string =>
  `${figure(median)} (${figure(min)} … ${figure(max)})`

const tableOf = ({ axis }: Section, { measures }: Measured): string =>
  markdownTable([
    [axis.name, 'packets', 'ns per packet', 'times plain C', 'million packets/s', 'peak memory MB'],
    ...measures.map(({ label, packets, nanoseconds, ratio, memory }) => [
      label,
      packets.toLocaleString('en'),
      range(nanoseconds),
      ratio === null ? '' : range(ratio),
      figure(1e3 / nanoseconds.median),
      (memory / 1e6).toFixed(0),
    ]),
  ])

/**
 * @param about  machine, versions, date and rounds, in a line of words each
 */
export const reportOf = (
  sections: readonly { readonly section: Section; readonly measured: Measured }[],
  about: readonly string[],
): string =>
  [
    '# How cost grows',
    '',
    'Written by `npm run bench:scaling`; run it again to have it for your machine.',
    '',
    ...about.map(line => `- ${line}`),
    '',
    'Each run is the ordinary command in a process of its own, batch kernel, one thread unless said otherwise. Time is that of the simulation proper, per packet offered: median of the rounds, with least and most. Plain C is `bench/peers/c/edge.c` on W2, the least work that plays it, run in between; the ratio is taken within each round, so that it says more than nanoseconds on a busy machine; pictures show it, tables both. Memory is the largest resident size of the process; Node alone takes about 45 MB. W1 is `bench/w1.yaml`, W2 `bench/w2.yaml`.',
    ...sections.flatMap(({ section, measured }) => [
      '',
      `## ${section.title}`,
      '',
      section.about,
      '',
      `![${section.title}: time per packet and peak memory](${section.id}.svg)`,
      '',
      tableOf(section, measured),
    ]),
    '',
  ].join('\n')
