/** The texts of `help`, made from what is declared. */
import { displayWidth, NBSP, padEnd, wrap } from '../report/terminal/text.ts'
import { COMMANDS, type CommandName, DECLARED, PROGRAM } from './declared/commands.ts'
import { type Declaration, HELP, type Option, argumentText } from './declared/declaration.ts'

/** Columns between a word and its explanation, at least. */
const GAP = 2
/** An explanation gets at least so many columns, or lines of its own below its word. */
const EXPLANATION_MIN = 36
const LABEL_WIDTH = 8

/** Words and what they mean, in two columns, or below each other where two would be too narrow. */
const explained = (
  entries: readonly (readonly [word: string, meaning: string])[],
  width: number,
): string[] => {
  const column = 2 + Math.max(...entries.map(([word]) => displayWidth(word))) + GAP
  if (width - column < EXPLANATION_MIN) {
    return entries.flatMap(([word, meaning]) => [`  ${word}`, ...wrap(meaning, width, '      ')])
  }
  return entries.flatMap(([word, meaning]) =>
    wrap(meaning, width, padEnd(`  ${word}`, column), ' '.repeat(column)),
  )
}

/** A label and items behind it, none of them broken. */
const row = (label: string, items: readonly string[], width: number): string[] => {
  const indent = ' '.repeat(LABEL_WIDTH)
  const [first = '', ...rest] = items
  const lines = [label.padEnd(LABEL_WIDTH) + first]
  for (const item of rest) {
    const longer = `${lines.at(-1)!}   ${item}`
    if (displayWidth(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(indent + item)
  }
  return lines
}

const exitRow = (exits: Declaration['exits'], width: number): string[] =>
  row(
    'exit',
    exits.map(([code, meaning]) => `${code}${NBSP}${meaning}`),
    width,
  )

/** `--seed N` */
const optionText = ({ flag, value }: Option): string =>
  value === undefined ? flag : `${flag} ${value.name}`

const optionMeaning = ({ about, fallback }: Option): string =>
  fallback === undefined ? about : `${about} (default:${NBSP}${fallback})`

const usage = (name: CommandName): string => {
  const declaration = DECLARED[name]
  const options = declaration.options.length === 0 ? '' : '[options]'
  return [PROGRAM.name, name, argumentText(declaration), options]
    .filter(word => word !== '')
    .join(' ')
}

/** Lines to copy, each with its remark beside it where all remarks fit, else below it. */
export const exampleLines = ({ examples }: Declaration, width: number): readonly string[] => {
  const remarked = examples.filter(({ remark }) => remark !== '')
  const column = Math.max(0, ...remarked.map(({ line }) => displayWidth(line))) + GAP
  const fits = remarked.every(({ remark }) => column + displayWidth(`(${remark})`) <= width)
  return examples.flatMap(({ line, remark }) => {
    if (remark === '') return [line]
    return fits
      ? [`${padEnd(line, column)}(${remark})`]
      : [line, ...wrap(`(${remark})`, width, '    ')]
  })
}

const text = (sections: readonly (readonly string[])[]): string =>
  `${sections
    .filter(section => section.length > 0)
    .map(section => section.join('\n'))
    .join('\n\n')
    .replaceAll(NBSP, ' ')}\n`

/**
 * One screen: what there is, exit codes, what to try.
 *
 * @param width  columns there are
 */
export const overview = (width: number): string => {
  const entries = COMMANDS.map((name): [string, string] => [
    `${name} ${argumentText(DECLARED[name])}`.trim(),
    DECLARED[name].about,
  ])
  const { exits, name, question } = PROGRAM
  return text([
    [`${name}: ${question}`],
    explained(entries, width),
    [
      ...exitRow(exits, width),
      ...row('try', [PROGRAM.try], width),
      ...row('more', [PROGRAM.more], width),
    ],
  ])
}

/**
 * The help on a command.
 *
 * @param width  columns there are; a line to copy is never broken
 */
export const helpOn = (name: CommandName, width: number): string => {
  const declaration = DECLARED[name]
  const { about, intro, options, terms, exits } = declaration
  const listed = [...options, HELP].map((option): [string, string] => [
    optionText(option),
    optionMeaning(option),
  ])
  return text([
    wrap(`${usage(name)}: ${about}`, width, '', '  '),
    intro === '' ? [] : wrap(intro, width),
    explained(listed, width),
    ['examples', ...exampleLines(declaration, width - 2).map(line => `  ${line}`)],
    terms === null ? [] : [terms.title, ...explained(terms.entries, width)],
    exits.length === 0 ? [] : exitRow(exits, width),
  ])
}
