/** What `availability` understands. */
import { EXIT } from '../exit.ts'
import { ALLOW_READ } from './allow-read.ts'
import { type Declaration, SCENARIO_FILE, oneOf } from './declaration.ts'

/** `availability`. */
export const AVAILABILITY: Declaration = {
  about: 'years of faults: how long down, and whose',
  argument: { value: SCENARIO_FILE, isRequired: true, isRepeatable: false },
  intro:
    'Draws the random faults of the scenario (faults) over years, again and again, and plays what they ' +
    'do to links, sessions and VPCs. No traffic is simulated; everything is whole and in service at the ' +
    'beginning, orders and events of the scenario are not looked at. Objectives of the metric ' +
    'availability are judged on the interval of the mean.',
  options: [
    {
      flag: '--years',
      value: { kind: 'text', name: 'N' },
      about: 'how long each replication lasts: 1 to 100 years of 365.25 days',
      fallback: '10',
    },
    {
      flag: '--replications',
      value: { kind: 'text', name: 'N' },
      about: 'how often those years are drawn: 1 to 100000',
      fallback: '1000',
    },
    {
      flag: '--confidence',
      value: { kind: 'text', name: 'SHARE' },
      about: 'how sure the intervals are',
      fallback: '95%',
    },
    {
      flag: '--seed',
      value: { kind: 'text', name: 'N' },
      about: "instead of the scenario's seed: 0 to 4294967295",
    },
    {
      flag: '--format',
      value: oneOf('text', 'json'),
      about: 'the summary, or the document alone on stdout',
      fallback: 'text',
    },
    {
      flag: '--quiet',
      about: 'print one line per objective that is missed or undecided, nothing when all are met',
    },
    ALLOW_READ,
  ],
  examples: [
    { line: 'interlink-sim availability scenarios/five-nines.yaml', remark: '' },
    {
      line: 'interlink-sim availability five-nines.yaml --years 20 --replications 10000',
      remark: 'rare faults',
    },
    {
      line: "interlink-sim availability five-nines.yaml --format json | jq '.subjects[].minutesPerYear'",
      remark: '',
    },
    {
      line: "interlink-sim availability five-nines.yaml --format json | jq '.whatIf'",
      remark: 'what would change',
    },
  ],
  terms: {
    title: 'the summary',
    entries: [
      ['available %', 'share of time in which the family is carried; of a VPC by any InterLink'],
      ['down', 'minutes a year in which it is not: the mean over all replications'],
      ['confidence', "Student's t interval of that mean; the rule of three where nothing failed"],
      ['customer', 'minutes a year whose fault is on this side of the demarcation, the port'],
      ['provider', 'minutes a year whose fault is on the other side'],
      ['outages', 'how often it goes down in a year'],
      [
        'unnoticed',
        'minutes a year in which frames are still sent into an InterLink that loses them',
      ],
      ['causes', 'what the down time of the subject in the verdict comes from'],
      ['BFD of 900 ms', 'the same luck, with BFD on every InterLink that has none'],
      ['spare optic', 'the same luck, with a failed optic replaced within 4 h'],
      [
        'second connection',
        'the same luck, and a second connection for each VPC that has one alone',
      ],
      ['undecided', 'the limit lies inside the interval: more replications decide'],
      ['again', 'the command that gives the same bytes on any machine'],
    ],
  },
  exits: [
    [EXIT.done, 'done, objectives met'],
    [EXIT.missed, 'objective missed or undecided'],
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'interrupted'],
  ],
}
