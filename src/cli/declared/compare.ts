/** What `compare` understands. */
import { KERNELS } from '../../sim/kernel/choice.ts'
import { EXIT } from '../exit.ts'
import { ALLOW_READ } from './allow-read.ts'
import { type Declaration, SCENARIO_FILE, oneOf } from './declaration.ts'
import { FORMAT, outFor } from './study.ts'

/** `compare`. */
export const COMPARE: Declaration = {
  about: 'which of two scenarios is better, and how sure',
  argument: { value: SCENARIO_FILE, isRequired: true, isRepeatable: true, pair: ['A', 'B'] },
  intro:
    'Runs both scenario files again and again under the same seeds, so that both meet the same luck, and ' +
    'judges every difference (B minus A) on the interval of its mean. Flows are matched by InterLink and ' +
    'direction. Sources that both files describe alike send the same frames.',
  options: [
    {
      flag: '--replications',
      value: { kind: 'text', name: 'N' },
      about: 'run each side N times with seeds that follow each other: 2 to 100000',
      fallback: '20',
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
      about: 'the first seed of both sides: 0 to 4294967295; without it that of A',
    },
    {
      flag: '--duration',
      value: { kind: 'text', name: 'D' },
      about: 'instead of the duration of both scenarios: for instance 250ms',
    },
    {
      flag: '--kernel',
      value: oneOf(...KERNELS),
      about: 'which kernel simulates; all give the same bytes, batch is the fastest, auto takes it',
      fallback: 'auto',
    },
    {
      flag: '--threads',
      value: { kind: 'text', name: 'N' },
      about: 'at most N threads share out replications; all give the same bytes',
      fallback: 'cores',
    },
    outFor('compare.json'),
    FORMAT,
    {
      flag: '--quiet',
      about: 'a line per figure that is surely worse in B, in base units; nothing when none is',
    },
    ALLOW_READ,
  ],
  examples: [
    {
      line: 'interlink-sim compare scenarios/which-is-better-a.yaml scenarios/which-is-better-b.yaml',
      remark: '',
    },
    {
      line: 'interlink-sim compare now.yaml planned.yaml --replications 100 --confidence 99%',
      remark: 'small differences',
    },
    {
      line: 'worse=$(interlink-sim compare now.yaml planned.yaml --quiet) && test -z "$worse"',
      remark: '',
    },
    {
      line: 'interlink-sim compare a.yaml b.yaml --format json | jq \'.differences[]|select(.verdict=="worse")\'',
      remark: '',
    },
  ],
  terms: {
    title: 'the summary',
    entries: [
      ['A, B', 'mean of the figure over the replications of each side'],
      [
        'B - A',
        "mean of B's figure minus A's, each pair under the same seed; of shares, percentage points",
      ],
      ['between', "Student's t interval of that mean"],
      [
        'better, worse',
        'the whole interval is on one side of zero: less delay and loss is better, more throughput; more ' +
          'or less utilisation is neither',
      ],
      ['not told', 'zero lies inside the interval: more replications may tell'],
      ['the same', 'equal in every replication'],
      [
        'objective',
        'judged for each side on the frames of all its replications together, as run --replications does',
      ],
      ['again', 'the command that gives the same bytes on any machine'],
    ],
  },
  exits: [
    [EXIT.done, 'compared, whatever came of it'],
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'interrupted'],
  ],
}
