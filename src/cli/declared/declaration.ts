/**
 * What the command line understands, as data. Parsing, help, completion and the manual page are all
 * made from it, so that none can know an option that another does not.
 */
import type { Exit } from '../exit.ts'

/** What an option or an argument takes; `name` is what help calls it. */
export type Value =
  /** Free text: nothing to offer. */
  | { readonly kind: 'text'; readonly name: string }
  | { readonly kind: 'choice'; readonly name: string; readonly of: readonly string[] }
  /** A file whose name ends in a dot and one of these. */
  | { readonly kind: 'file'; readonly name: string; readonly endings: readonly string[] }
  | { readonly kind: 'folder'; readonly name: string }

/** Some words of which one is needed, named by themselves. */
export const oneOf = (...of: readonly string[]): Value => ({
  kind: 'choice',
  name: of.join('|'),
  of,
})

/** Words for a sentence: `bash, zsh or fish`. */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`

/** A scenario file. */
export const SCENARIO_FILE: Value = {
  kind: 'file',
  name: 'SCENARIO',
  endings: ['yaml', 'yml', 'json'],
}

/** An option, by its long name. */
export interface Option {
  readonly flag: `--${string}`
  readonly short?: `-${string}`
  /** None for an option that is said or not said. */
  readonly value?: Value
  /** Whether each further one adds a value instead of replacing it. */
  readonly isRepeatable?: boolean
  /** What it does; what stands before the first semicolon or colon is enough for a list. */
  readonly about: string
  /** The value that stands when the option is left out. */
  readonly fallback?: string
}

/** What a command takes besides options. */
export interface Argument {
  readonly value: Value
  readonly isRequired: boolean
  readonly isRepeatable: boolean
  /** Exactly two are taken, which go by these names instead of the value's. */
  readonly pair?: readonly [first: string, second: string]
}

/** A line to copy, and what it is for where that does not show; a remark may be empty. */
export interface Example {
  readonly line: string
  readonly remark: string
}

/** A word and what it means. */
export type Term = readonly [word: string, meaning: string]

/** A command. */
export interface Declaration {
  /** What it does, for a list of commands. */
  readonly about: string
  readonly argument: Argument | null
  /** Its own; every command has `HELP` besides. */
  readonly options: readonly Option[]
  /** What has to be known before its options; may be empty. */
  readonly intro: string
  /** At least one. */
  readonly examples: readonly Example[]
  /** Words that it prints; null where they need no explanation. */
  readonly terms: { readonly title: string; readonly entries: readonly Term[] } | null
  /** What its exit codes mean. */
  readonly exits: readonly (readonly [code: Exit, meaning: string])[]
}

/** Every command's. */
export const HELP: Option = { flag: '--help', short: '-h', about: 'print this help' }

/** The program's own, where no command is named. */
export const VERSION: Option = { flag: '--version', short: '-V', about: 'print the version' }

/** As much of an option's description as a list has room for. */
export const briefly = ({ about }: Option): string => about.split(/[;:]/)[0]!

/** What a command takes, as it is written behind its name: `[SCENARIO]`, `SCENARIO…`, `A B`; may be empty. */
export const argumentText = ({ argument }: Declaration): string => {
  if (argument === null) return ''
  const { value, isRequired, isRepeatable, pair } = argument
  if (pair !== undefined) return pair.join(' ')
  const text = `${value.name}${isRepeatable ? '…' : ''}`
  return isRequired ? text : `[${text}]`
}
