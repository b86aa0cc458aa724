/** What `plan` understands. */
import { DIRECTIONS } from '../../model/direction.ts'
import { KERNELS } from '../../sim/kernel/choice.ts'
import { FINDS } from '../../study/plan/question.ts'
import { EXIT } from '../exit.ts'
import { ALLOW_READ } from './allow-read.ts'
import { type Declaration, SCENARIO_FILE, oneOf } from './declaration.ts'
import { FORMAT, outFor } from './study.ts'

/** `plan`. */
export const PLAN: Declaration = {
  about: 'what to buy: the smallest size that meets every objective',
  argument: { value: SCENARIO_FILE, isRequired: true, isRepeatable: false },
  intro:
    'Finds the smallest bandwidth, burst or queue of an InterLink, or the slowest port of a connection, ' +
    'with which every objective is met. Each value that is tried is run with the same seeds; the answer, ' +
    'and one step below it, with all of them.',
  options: [
    { flag: '--find', value: oneOf(...FINDS), about: 'what is to be found' },
    {
      flag: '--interlink',
      value: { kind: 'text', name: 'ID' },
      about: 'whose bandwidth, burst or queue',
    },
    { flag: '--connection', value: { kind: 'text', name: 'ID' }, about: "whose port's speed" },
    {
      flag: '--direction',
      value: oneOf(...DIRECTIONS),
      about: 'only objectives of this direction are asked for',
    },
    {
      flag: '--step',
      value: { kind: 'text', name: 'SIZE' },
      about:
        'distance of the values that are tried: without it, the availableBandwidths of the connection, or ' +
        '50Mbps; of a burst or a queue 1KiB',
    },
    {
      flag: '--replications',
      value: { kind: 'text', name: 'N' },
      about: 'run each value at most N times, with seeds that follow each other: 1 to 100000',
      fallback: '30',
    },
    {
      flag: '--confidence',
      value: { kind: 'text', name: 'SHARE' },
      about: 'how sure each verdict is',
      fallback: '95%',
    },
    {
      flag: '--seed',
      value: { kind: 'text', name: 'N' },
      about: "instead of the scenario's seed: 0 to 4294967295",
    },
    {
      flag: '--duration',
      value: { kind: 'text', name: 'D' },
      about: "instead of the scenario's duration: for instance 250ms",
    },
    {
      flag: '--kernel',
      value: oneOf(...KERNELS),
      about: 'what simulates; all give the same',
      fallback: 'auto',
    },
    {
      flag: '--threads',
      value: { kind: 'text', name: 'N' },
      about: 'at most N threads share the replications; all give the same bytes',
      fallback: 'cores',
    },
    outFor('plan.json'),
    FORMAT,
    ALLOW_READ,
    { flag: '--quiet', about: 'the answer alone, in bit/s or bytes; nothing where there is none' },
  ],
  examples: [
    {
      line: 'interlink-sim plan scenarios/right-size.yaml --find bandwidth --interlink shop',
      remark: '',
    },
    {
      line: 'interlink-sim plan hybrid-paris.yaml --find burst --interlink data --direction toCloud',
      remark: '',
    },
    {
      line: 'interlink-sim plan hybrid-paris.yaml --find portSpeed --connection paris-1',
      remark: '',
    },
    {
      line: "interlink-sim plan right-size.yaml --find queue --interlink shop --format json | jq '.candidates'",
      remark: 'the whole curve',
    },
  ],
  terms: {
    title: 'the summary',
    entries: [
      ['needs', 'the smallest value at which every objective is met with the confidence'],
      ['one step less', 'the value next below: an objective is missed there, or undecided'],
      ['seeds', 'how often the value was run; one that is plainly too small is soon left'],
      [
        'undecided',
        'the limit lies inside the interval even with all seeds: that is not enough to buy',
      ],
      [
        'at most',
        "end of Student's t interval of the mean over replications, on the side of the limit",
      ],
      ['excludes', 'one objective needs more than the other allows: no value meets both'],
      ['again', 'the command that gives the same bytes on any machine'],
    ],
  },
  exits: [
    [EXIT.done, 'found'],
    [EXIT.missed, 'no value meets all'],
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'interrupted'],
  ],
}
