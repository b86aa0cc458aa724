/** What `forecast` understands. */
import { EXIT } from '../exit.ts'
import { ALLOW_READ } from './allow-read.ts'
import { type Declaration, SCENARIO_FILE } from './declaration.ts'
import { FORMAT, outFor } from './study.ts'

/** `forecast`. */
export const FORECAST: Declaration = {
  about: 'until when it is enough, as demand grows',
  argument: { value: SCENARIO_FILE, isRequired: true, isRepeatable: false },
  intro:
    'Repeats the last whole week of the measured series (sources of kind csv), multiplied as demand ' +
    'grows, and says from which day on each objective fails and each bandwidth and port is full. The ' +
    'fluid engine plays the week; sources that are not measured stay as they are.',
  options: [
    {
      flag: '--growth',
      value: { kind: 'text', name: 'RATE' },
      about: 'how measured demand grows, compounding: for instance 40%/y, 2%/w or -5%/y',
    },
    {
      flag: '--horizon',
      value: { kind: 'text', name: 'TIME' },
      about: 'how far ahead is looked: for instance 3y, 26w or 90d',
    },
    {
      flag: '--from',
      value: { kind: 'text', name: 'DATE' },
      about:
        'the day on which demand is as it was last measured; otherwise that of the last sample',
    },
    {
      flag: '--seed',
      value: { kind: 'text', name: 'N' },
      about: "instead of the scenario's seed, of which lead times are drawn: 0 to 4294967295",
    },
    outFor('forecast.json'),
    FORMAT,
    ALLOW_READ,
    { flag: '--quiet', about: 'a line per objective that fails inside the horizon' },
  ],
  examples: [
    {
      line: 'interlink-sim forecast scenarios/run-out.yaml --growth 40%/y --horizon 3y',
      remark: '',
    },
    {
      line: 'interlink-sim forecast office-day.yaml --growth 2%/w --horizon 26w --from 2026-12-01',
      remark: '',
    },
    {
      line: 'interlink-sim forecast run-out.yaml --growth 40%/y --horizon 3y --format json | jq .months',
      remark: '',
    },
  ],
  terms: {
    title: 'the summary',
    entries: [
      ['fails on', 'the first day whose demand, for a week, does not meet the objective'],
      [
        'busy week, calm week',
        'the same for weeks as busy, and as calm, as 95 of 100 are, by those of the past',
      ],
      [
        'sparkline',
        'by month, the value beside its limit; full height is the limit, a cross what fails',
      ],
      ['busiest', 'what is offered in the busiest sample of the week, of what fits'],
      [
        'order by',
        'the day by which another connection has to be ordered to be active then, in nine of ten ' +
          'cases by its lead times',
      ],
      ['again', 'the command that gives the same bytes on any machine'],
    ],
  },
  exits: [
    [EXIT.done, 'all hold'],
    [EXIT.missed, 'an objective fails'],
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'interrupted'],
  ],
}
