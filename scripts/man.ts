/** The manual page, in roff, made from what the command line declares. */
import { COMMANDS, type CommandName, DECLARED, PROGRAM } from '../src/cli/declared/commands.ts'
import {
  type Declaration,
  HELP,
  type Option,
  type Term,
  VERSION,
  argumentText,
} from '../src/cli/declared/declaration.ts'
import { exampleLines } from '../src/cli/help.ts'
import { wrap } from '../src/report/terminal/text.ts'

/** Columns of a line of the source. */
const LINE_WIDTH = 76

const ABOUT =
  "A discrete-event simulator of the network edge where a customer's router meets a cloud " +
  "provider's: ports, the cross-connect between them, and InterLinks, each a VLAN with a bandwidth, " +
  'token buckets and bounded queues. A scenario file says what stands there, what is sent and what ' +
  'is asked of it; every frame is simulated, and the objectives are judged on what became of them.'

const ENVIRONMENT: readonly Term[] = [
  ['NO_COLOR', 'where it is set and not empty, no colours are used.'],
  ['TERM', 'where it is dumb, neither colours nor a moving progress line.'],
  [
    'LC_ALL, LC_CTYPE, LANG',
    'the first that is set says whether output may be UTF-8; ASCII is written where it may not.',
  ],
  ['DEBUG', 'where it is set, a fault of ours says where it arose.'],
]

const SEE_ALSO = ['jq(1)', 'tshark(1)', 'wireshark(1)']

const SPELLED: ReadonlyMap<string, string> = new Map([
  ['\\', '\\e'],
  ['-', '\\-'],
  ["'", '\\(aq'],
  ['"', '\\(dq'],
  ['`', '\\(ga'],
  ['^', '\\(ha'],
  ['~', '\\(ti'],
  ['…', '...'],
])

/** Text as roff reads it, each character itself. */
const roff = (text: string): string =>
  text.replaceAll(/[\\'"`^~…-]/g, character => SPELLED.get(character)!).replaceAll(/^\./gm, '\\&.')

/** Prose in lines that a difference shows well: each sentence begins one. */
const prose = (text: string): string =>
  text
    .split(/(?<=\.) (?=[A-Z])/)
    .flatMap(each => wrap(each, LINE_WIDTH))
    .map(roff)
    .join('\n')

const bold = (text: string): string => `\\fB${roff(text)}\\fR`
const italic = (text: string): string => `\\fI${roff(text)}\\fR`

/** What a user replaces is slanted; words to type as they are stand upright and bold. */
const filled = (text: string): string =>
  text.replaceAll(/[^[\]|…]+/g, word => (/[A-Z]/.test(word) ? italic(word) : bold(word)))

/** A sentence, though it was written as a line of a list. */
const sentence = (text: string): string => {
  const [first = '', ...rest] = text
  return `${first.toUpperCase()}${rest.join('')}${/[.?!]$/.test(text) ? '' : '.'}`
}

const entry = (word: string, meaning: string): string[] => ['.TP', word, prose(sentence(meaning))]

const optionEntry = (option: Option): string[] => {
  const { flag, short, value, about, fallback } = option
  const names = [...(short === undefined ? [] : [short]), flag].map(bold).join(', ')
  const taken = value === undefined ? '' : ` ${filled(value.name)}`
  return entry(
    `${names}${taken}`,
    fallback === undefined ? about : `${about} (default: ${fallback})`,
  )
}

const usage = (name: CommandName): string => {
  const declaration = DECLARED[name]
  const argument = argumentText(declaration)
  return [
    bold(name),
    ...(argument === '' ? [] : [filled(argument).replace('…', roff('…'))]),
    ...(declaration.options.length === 0 ? [] : [`[${italic('options')}]`]),
  ].join(' ')
}

const exits = (list: Declaration['exits']): string[] =>
  list.length === 0
    ? []
    : ['.PP', prose(`Exit: ${list.map(([code, meaning]) => `${code} ${meaning}`).join(', ')}.`)]

const commandSection = (name: CommandName): string[] => {
  const { about, intro, options, terms, exits: codes } = DECLARED[name]
  return [
    `.SS ${usage(name)}`,
    prose(sentence(about)),
    prose(intro),
    ...options.flatMap(optionEntry),
    ...(terms === null
      ? []
      : [
          '.PP',
          roff(`Words of ${terms.title}:`),
          ...terms.entries.flatMap(([word, meaning]) => entry(bold(word), meaning)),
        ]),
    ...exits(codes),
  ]
}

const examples = (name: CommandName): string =>
  ['.EX', ...exampleLines(DECLARED[name], LINE_WIDTH).map(roff), '.EE'].join('\n')

/** What package.json says of the program. */
export interface Package {
  readonly version: string
  readonly description: string
}

/** The page. */
export const manPage = ({ version, description }: Package): string => {
  const about = description.split(':')[0]!
  const lines = [
    '.\\" Written by scripts/write-man.ts from what src/cli/declared declares.',
    `.TH ${roff(PROGRAM.name.toUpperCase())} 1 "" "${roff(`${PROGRAM.name} ${version}`)}" ""`,
    '.SH NAME',
    `${roff(PROGRAM.name)} \\- ${roff(about.charAt(0).toLowerCase() + about.slice(1))}`,
    '.SH SYNOPSIS',
    ...COMMANDS.flatMap((name, index) => [
      ...(index === 0 ? [] : ['.br']),
      `${bold(PROGRAM.name)} ${usage(name)}`,
    ]),
    '.SH DESCRIPTION',
    prose(ABOUT),
    '.SH OPTIONS',
    ...[HELP, VERSION].flatMap(optionEntry),
    '.SH COMMANDS',
    ...COMMANDS.flatMap(commandSection),
    '.SH EXIT STATUS',
    ...PROGRAM.exits.flatMap(([code, meaning]) => entry(bold(String(code)), meaning)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([word, meaning]) => entry(bold(word), meaning)),
    '.SH EXAMPLES',
    COMMANDS.map(examples).join('\n.PP\n'),
    '.SH SEE ALSO',
    SEE_ALSO.map(page => page.replace(/^(.+)(\(\d\))$/, '\\fB$1\\fR$2')).join(',\n'),
  ]
  return `${lines.join('\n')}\n`
}
