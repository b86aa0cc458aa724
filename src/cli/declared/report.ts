/** What `report` understands. */
import { EXIT } from '../exit.ts'
import { FIGURE_KINDS } from '../figures.ts'
import { type Declaration, oneOf } from './declaration.ts'

/** `report`. */
export const REPORT: Declaration = {
  about: 'the page for people, from a document',
  argument: {
    value: { kind: 'file', name: 'FILE.json', endings: ['json'] },
    isRequired: true,
    isRepeatable: false,
  },
  intro:
    'Makes the page that --out of run, plan, compare, forecast and sweep writes: one HTML file that opens from ' +
    'disk and needs no network. series.csv and ports.csv beside a result give the charts over time; a sweep needs ' +
    'sweep.ndjson beside it.',
  options: [
    {
      flag: '--output',
      short: '-o',
      value: { kind: 'file', name: 'FILE', endings: ['html'] },
      about: 'where the page goes; -o for short',
      fallback: 'report.html beside the file',
    },
    {
      flag: '--figures',
      value: oneOf(...FIGURE_KINDS),
      about:
        'write each chart of the page into the folder figures beside it as well; png needs the package ' +
        'sharp (npm install sharp)',
    },
  ],
  examples: [
    { line: 'interlink-sim report out/result.json', remark: '' },
    { line: 'interlink-sim report out/plan.json -o page.html', remark: '' },
    { line: 'interlink-sim report out/result.json --figures svg', remark: 'charts for slides' },
  ],
  terms: null,
  exits: [
    [EXIT.done, 'written'],
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
  ],
}
