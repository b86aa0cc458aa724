/** What `sweep` understands. */
import { EXIT } from '../exit.ts'
import { ALLOW_READ } from './allow-read.ts'
import { type Declaration } from './declaration.ts'
import { QUEUE } from './queue.ts'

/** `sweep`. */
export const SWEEP: Declaration = {
  about: 'what if: all combinations of some values, on all cores or many machines',
  argument: {
    value: { kind: 'file', name: 'SWEEP', endings: ['yaml', 'yml', 'json'] },
    isRequired: true,
    isRepeatable: false,
  },
  intro:
    'SWEEP is a file of its own: { scenario, vary: { "interlinks.web.bandwidth": [1Gbps, 2Gbps], … }, ' +
    'replications }. Each combination is judged by the rules and run; one that the rules refuse is a row ' +
    'with its reason. What is done is kept in DIR at once: stopped or killed, and started again, a sweep goes ' +
    'on where it was and ends with the same bytes.',
  options: [
    {
      flag: '--out',
      value: { kind: 'folder', name: 'DIR' },
      about:
        'write report.html, the page for people, sweep.csv, sweep.json, sweep.ndjson and sweep.parquet to DIR; needed',
    },
    {
      flag: '--threads',
      value: { kind: 'text', name: 'N' },
      about: 'at most N threads share the runs; all give the same bytes',
      fallback: 'cores',
    },
    { ...QUEUE, about: 'workers that listen to this Redis play, on any machines' },
    {
      flag: '--confirm',
      value: { kind: 'text', name: 'N' },
      about: 'play up to N combinations: needed above 100000',
    },
    {
      flag: '--format',
      value: { kind: 'choice', name: 'text|json', of: ['text', 'json'] },
      about: 'the summary, or the document alone on stdout',
      fallback: 'text',
    },
    ALLOW_READ,
    { flag: '--quiet', about: 'print nothing but faults' },
  ],
  examples: [
    { line: 'interlink-sim sweep sweeps/which-burst.yaml --out out/bursts', remark: '' },
    {
      line: 'interlink-sim sweep sweeps/which-burst.yaml --out out/bursts --queue redis://queue.lan:6379',
      remark: '',
    },
    {
      line: 'interlink-sim worker --queue redis://queue.lan:6379',
      remark: 'on as many machines as there are',
    },
  ],
  terms: {
    title: 'the summary',
    entries: [
      ['run', 'a combination with all its replications'],
      ['the smallest', 'of one varied path: the least value with which every objective is met'],
      ['worst loss, worst p99', 'of the flow that loses the largest share, or waits longest'],
      ['refused', 'the rules admit no such scenario; the column error says why'],
      ['failed', 'a run of it ended with a fault of ours; the column error says which'],
      ['undecided', 'the limit lies inside the interval of the replications'],
      ['again', 'the command that gives the same bytes on any machine'],
    ],
  },
  exits: [
    [EXIT.done, 'done'],
    [EXIT.input, 'input wrong, or no queue'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'interrupted'],
  ],
}
