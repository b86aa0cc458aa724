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
  options: [ALLOW_READ],
  examples: [
    { line: 'interlink-sim validate scenarios/hybrid-paris.yaml', remark: '' },
    { line: 'interlink-sim validate scenarios/*.yaml | grep bandwidth', remark: '' },
  ],
  terms: null,
  exits: [
    [EXIT.done, 'no fault'],
    [EXIT.input, 'at least one'],
  ],
}
