/** What `validate` understands. */
import { EXIT } from '../exit.ts'
import { ALLOW_READ } from './allow-read.ts'
import { type Declaration, SCENARIO_FILE } from './declaration.ts'

/** `validate`. */
export const VALIDATE: Declaration = {
  about: 'list every fault, run nothing',
  argument: { value: SCENARIO_FILE, isRequired: true, isRepeatable: true },
  intro:
    'Input files (captures, tables) are checked too. Each fault is one line, file:line:column: path: what is ' +
    'wrong; in a terminal the line of the file stands below it, in a pipe it does not.',
  options: [
    ALLOW_READ,
    {
      flag: '--verbose',
      about:
        'print what each connection is made of: line code, segments with owner, length and loss, light',
    },
  ],
  examples: [
    { line: 'interlink-sim validate scenarios/hybrid-paris.yaml', remark: '' },
    { line: 'interlink-sim validate scenarios/*.yaml | grep bandwidth', remark: '' },
    { line: 'interlink-sim validate --verbose scenarios/hybrid-paris.yaml', remark: '' },
  ],
  terms: {
    title: 'with --verbose',
    entries: [
      [
        'owner',
        "who acts when it fails: the cross-connect is the customer's up to the demarcation",
      ],
      ['read dBm', 'average powers that the receiver reads: from its sensitivity to its overload'],
      ['margin', 'what arrives above the sensitivity; at 0 one bit in 10^12 is read wrong'],
      ['too weak', 'light is there, but frames are lost to wrong bits'],
      ['dark', 'so weak that more than one bit in 1,000 would be wrong: no light'],
      [
        'basis',
        'stated: the scenario names media, segments or optics, and a run goes by them; assumed: defaults',
      ],
    ],
  },
  exits: [
    [EXIT.done, 'no fault'],
    [EXIT.input, 'at least one'],
  ],
}
