/** The completion script for zsh. */
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
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** Text in which zsh would see the end of a description, or of a part of it. */
const escaped = (text: string): string => text.replaceAll(/[[\]:\\]/g, String.raw`\$&`)

/** What is completed, and how: the last two parts of a specification. */
const action = (value: Value): string => {
  const name = escaped(value.name)
  return match(value)
    .with({ kind: 'text' }, () => `${name}: `)
    .with({ kind: 'choice' }, ({ of }) => `value:(${of.join(' ')})`)
    .with({ kind: 'file' }, ({ endings }) => {
      // A single word in brackets would be a qualifier, not a pattern.
      const [only, ...others] = endings
      const ending = others.length === 0 ? only! : `(${endings.join('|')})`
      return `${name}:_files -g "*.${ending}"`
    })
    .with({ kind: 'folder' }, () => `${name}:_files -/`)
    .exhaustive()
}

const optionOf = (option: Option): string => {
  const { flag, value, isRepeatable } = option
  const repeated = isRepeatable === true ? '*' : ''
  const taken = value === undefined ? '' : `:${action(value)}`
  const join = value === undefined ? '' : '='
  return quoted(`${repeated}${flag}${join}[${escaped(briefly(option))}]${taken}`)
}

/** An option that leaves nothing else to say. */
const onlyOption = (option: Option): string =>
  quoted(`(- *)${option.flag}[${escaped(briefly(option))}]`)

const argumentsOf = ({ value, isRepeatable, pair }: Argument): string[] =>
  pair === undefined
    ? [quoted(`${isRepeatable ? '*' : '1'}:${action(value)}`)]
    : pair.map((name, index) => quoted(`${index + 1}:${action({ ...value, name })}`))

const commandCase = (name: CommandName): string => {
  const { options, argument } = DECLARED[name]
  const specifications = [
    ...options.map(optionOf),
    onlyOption(HELP),
    ...(argument === null ? [] : argumentsOf(argument)),
  ]
  return [`        ${name})`, '          _arguments \\']
    .concat(specifications.map(each => `            ${each} \\`))
    .concat('            && ret=0', '          ;;')
    .join('\n')
}

/** The script; it may be sourced, or stand as a file in a folder of `fpath`. */
export const zshScript = (): string => `\
#compdef ${PROGRAM.name}
# Completion of ${PROGRAM.name} for zsh. Made by: ${PROGRAM.name} completion zsh

_${PROGRAM.name}() {
  local curcontext=$curcontext state line ret=1
  typeset -A opt_args
  local -a commands
  commands=(
${COMMANDS.map(name => `    ${quoted(`${name}:${DECLARED[name].about}`)}`).join('\n')}
  )
  _arguments -C \\
    ${onlyOption(HELP)} \\
    ${onlyOption(VERSION)} \\
    '1:command:->command' \\
    '*::argument:->argument' \\
    && ret=0
  case $state in
    command)
      _describe -t commands command commands && ret=0
      ;;
    argument)
      case $words[1] in
${COMMANDS.map(commandCase).join('\n')}
      esac
      ;;
  esac
  return ret
}

# As a file of fpath this text is the function's body when it first runs; sourced, it only declares.
if [[ $funcstack[1] == _${PROGRAM.name} ]]; then
  _${PROGRAM.name} "$@"
else
  compdef _${PROGRAM.name} ${PROGRAM.name}
fi
`
