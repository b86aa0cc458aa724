/** What `worker` understands. */
import { EXIT } from '../exit.ts'
import type { Declaration } from './declaration.ts'
import { QUEUE } from './queue.ts'

/** `worker`. */
export const WORKER: Declaration = {
  about: "plays runs of a queue's sweeps, until it is stopped",
  argument: null,
  intro:
    'Takes one run after the other from the queue of sweep --queue and gives back what comes of it. It needs ' +
    'nothing but the Redis: scenario and input files come from there. A run of a worker that is gone is played ' +
    'by another one. Sweep and workers must be of the same version.',
  options: [
    QUEUE,
    {
      flag: '--threads',
      value: { kind: 'text', name: 'N' },
      about: 'play N runs at a time',
      fallback: 'cores',
    },
    { flag: '--quiet', about: 'print nothing but faults' },
  ],
  examples: [{ line: 'interlink-sim worker --queue redis://queue.lan:6379', remark: '' }],
  terms: null,
  exits: [
    [EXIT.input, 'input wrong, or no queue'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'stopped'],
  ],
}
