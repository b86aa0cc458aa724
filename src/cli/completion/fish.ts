/** The completion script for fish. */
import { match } from 'ts-pattern'
import { COMMANDS, type CommandName, DECLARED, PROGRAM } from '../declared/commands.ts'
import {
  type Argument,
  HELP,
  type Option,
  type Value,
  VERSION,
  briefly,
} from '../declared/declaration.ts'

/** A word between single quotes. */
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`

/** Options of `complete` that offer a value and nothing else. */
const offer = (value: Value): string =>
  match(value)
    .with({ kind: 'text' }, () => '-x')
    .with({ kind: 'choice' }, ({ of }) => `-x -a ${quoted(of.join(' '))}`)
    .with(
      { kind: 'file' },
      ({ endings }) => `-x -a ${quoted(`(_interlink_sim_paths ${endings.join(' ')})`)}`,
    )
    .with({ kind: 'folder' }, () => `-x -a ${quoted('(_interlink_sim_paths)')}`)
    .exhaustive()

const optionLine = (condition: string, option: Option): string => {
  const { flag, short, value } = option
  return [
    `complete -c ${PROGRAM.name} -n ${quoted(condition)}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-l ${flag.slice(2)}`,
    ...(value === undefined ? [] : [offer(value)]),
    `-d ${quoted(briefly(option))}`,
  ].join(' ')
}

/** Where a command is named. */
const after = (name: CommandName): string => `_interlink_sim_in ${name}`

const argumentLine = (name: CommandName, { value }: Argument): string => {
  const isFirst = value.kind === 'choice' ? '; and test (count (commandline -opc)) -eq 2' : ''
  const condition = `${after(name)}${isFirst}`
  return `complete -c ${PROGRAM.name} -n ${quoted(condition)} ${offer(value)}`
}

const linesOf = (name: CommandName): string[] => {
  const { options, argument } = DECLARED[name]
  return [
    ...[...options, HELP].map(option => optionLine(after(name), option)),
    ...(argument === null ? [] : [argumentLine(name, argument)]),
  ]
}

/** The script. */
export const fishScript = (): string => `\
# Completion of ${PROGRAM.name} for fish. Made by: ${PROGRAM.name} completion fish

# Whether no command is named yet; whether a certain one is.
function _interlink_sim_bare
    test (count (commandline -opc)) -eq 1
end
function _interlink_sim_in
    set -l words (commandline -opc)
    test "$words[2]" = $argv[1]
end

# Folders, and files with one of the endings that the arguments name.
function _interlink_sim_paths
    set -l stem (commandline -ct | string replace -r -- '^--[^=]*=' '')
    set -l wanted '/$'
    for ending in $argv
        set wanted "$wanted|\\\\.$ending\\$"
    end
    complete -C "__fish_command_without_completions $stem" | string match -r -- "^.*(?:$wanted)"
end

complete -c ${PROGRAM.name} -f
${COMMANDS.map(name => `complete -c ${PROGRAM.name} -n _interlink_sim_bare -a ${name} -d ${quoted(DECLARED[name].about)}`).join('\n')}
${[HELP, VERSION].map(option => optionLine('_interlink_sim_bare', option)).join('\n')}
${COMMANDS.flatMap(linesOf).join('\n')}
`
