/** Every command there is, and the program as a whole. */
import { EXIT } from '../exit.ts'
import { AVAILABILITY } from './availability.ts'
import { COMPARE } from './compare.ts'
import { COMPLETION } from './completion.ts'
import type { Declaration } from './declaration.ts'
import { FORECAST } from './forecast.ts'
import { PLAN } from './plan.ts'
import { PROVISION } from './provision.ts'
import { REPORT } from './report.ts'
import { RUN } from './run.ts'
import { SCHEMA } from './schema.ts'
import { SERVE } from './serve.ts'
import { SWEEP } from './sweep.ts'
import { VALIDATE } from './validate.ts'
import { WORKER } from './worker.ts'

/** Names of the commands, in the order in which they are listed. */
export const COMMANDS = [
  'run',
  'validate',
  'plan',
  'forecast',
  'sweep',
  'worker',
  'provision',
  'availability',
  'compare',
  'report',
  'serve',
  'schema',
  'completion',
  'help',
] as const
/** The name of a command. */
export type CommandName = (typeof COMMANDS)[number]

/** Whether a word is the name of a command. */
export const isCommand = (name: string): name is CommandName =>
  (COMMANDS as readonly string[]).includes(name)

const HELP_ON: Declaration = {
  about: 'options and examples; help run explains every number',
  argument: {
    value: { kind: 'choice', name: 'COMMAND', of: COMMANDS },
    isRequired: false,
    isRepeatable: false,
  },
  intro: 'Without COMMAND, what there is. COMMAND --help prints the same.',
  options: [],
  examples: [
    { line: 'interlink-sim help run', remark: '' },
    { line: 'interlink-sim validate --help', remark: '' },
  ],
  terms: null,
  exits: [],
}

/** What each command understands. */
export const DECLARED: Readonly<Record<CommandName, Declaration>> = {
  run: RUN,
  validate: VALIDATE,
  plan: PLAN,
  forecast: FORECAST,
  sweep: SWEEP,
  worker: WORKER,
  provision: PROVISION,
  availability: AVAILABILITY,
  compare: COMPARE,
  report: REPORT,
  serve: SERVE,
  schema: SCHEMA,
  completion: COMPLETION,
  help: HELP_ON,
}

/** The program as a whole. */
export const PROGRAM: {
  readonly name: string
  readonly question: string
  readonly exits: Declaration['exits']
  readonly try: string
  readonly more: string
} = {
  name: 'interlink-sim',
  question: 'will this connection carry the load, and when is it ready?',
  exits: [
    [EXIT.done, 'done'],
    [EXIT.missed, 'objective missed'],
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'interrupted'],
  ],
  try: 'interlink-sim run scenarios/hybrid-paris.yaml',
  more: 'interlink-sim help run',
}
