/** What `serve` understands. */
import { EXIT } from '../exit.ts'
import type { Declaration } from './declaration.ts'

/** The port that is listened at where none is named. */
export const PORT = 8347

/** `serve`. */
export const SERVE: Declaration = {
  about: "a folder's results in your browser, side by side",
  argument: {
    value: { kind: 'folder', name: 'DIR' },
    isRequired: true,
    isRepeatable: false,
  },
  intro:
    'Lists every result in DIR and below, opens one, puts two side by side, and shows a new run as soon as it ' +
    'lands. It listens to this machine alone (127.0.0.1), writes nothing, and serves nothing outside DIR. Ctrl-C ' +
    'ends it.',
  options: [
    {
      flag: '--port',
      value: { kind: 'text', name: 'N' },
      about: 'listen at this port; 0 for any that is free',
      fallback: String(PORT),
    },
  ],
  examples: [
    { line: 'interlink-sim serve out', remark: '' },
    { line: 'interlink-sim serve . --port 0', remark: 'any free port; the address is printed' },
  ],
  terms: null,
  exits: [
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'stopped'],
  ],
}
