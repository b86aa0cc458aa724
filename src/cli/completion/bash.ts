/** The completion script for bash, 3.2 or later. */
import { match } from 'ts-pattern'
import { COMMANDS, DECLARED, PROGRAM } from '../declared/commands.ts'
import { HELP, type Value, VERSION } from '../declared/declaration.ts'

/** What bash does to offer a value. */
const offer = (value: Value): string =>
  match(value)
    .with({ kind: 'text' }, () => 'return')
    .with({ kind: 'choice' }, ({ of }) => `words='${of.join(' ')}'`)
    .with(
      { kind: 'file' },
      ({ endings }) => `_interlink_sim_files "$cur" ${endings.join(' ')}; return`,
    )
    .with({ kind: 'folder' }, () => '_interlink_sim_files "$cur"; return')
    .exhaustive()

/** A case for each option that takes a value. */
const optionCases = (): string[] =>
  COMMANDS.flatMap(name =>
    DECLARED[name].options.flatMap(({ flag, value }) =>
      value === undefined ? [] : [`    '${name} ${flag}') ${offer(value)} ;;`],
    ),
  )

/** A case for each command: its options. */
const flagCases = (): string[] =>
  COMMANDS.map(name => {
    const flags = [...DECLARED[name].options, HELP].map(({ flag }) => flag)
    return `    '${name} -'*) words='${flags.join(' ')}' ;;`
  })

/** A case for each command that takes something: the first word of several, or any. */
const argumentCases = (): string[] =>
  COMMANDS.flatMap(name => {
    const { argument } = DECLARED[name]
    if (argument === null) return []
    return [`    '${name} '*) ${offer(argument.value)} ;;`]
  })

/** The script. */
export const bashScript = (): string => `\
# Completion of ${PROGRAM.name} for bash. Made by: ${PROGRAM.name} completion bash

# Offers folders, and files whose names begin with the first argument and end in another one.
_interlink_sim_files() {
  local stem=\${1//\\\\/} ending
  stem=\${stem#[\\"\\']}
  shift
  compopt -o filenames 2>/dev/null
  _interlink_sim_offer < <(
    compgen -d -- "$stem"
    for ending in "$@"; do compgen -f -X "!*.$ending" -- "$stem"; done
  )
}

_interlink_sim_offer() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done
}

_interlink_sim() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} words=
  COMPREPLY=()
  # bash hands over --option=value as three words.
  if [[ $cur == '=' ]]; then
    cur=
  elif [[ $prev == '=' && $COMP_CWORD -gt 2 ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  local at="\${COMP_WORDS[1]}"
  ((COMP_CWORD > 1)) || at=
  case "$at $prev" in
    ' '*) words='${[...COMMANDS, HELP.flag, VERSION.flag].join(' ')}' ;;
${optionCases().join('\n')}
    *)
      case "$at $cur" in
${[...flagCases(), ...argumentCases()].map(line => `    ${line}`).join('\n')}
      esac
      ;;
  esac
  _interlink_sim_offer < <(compgen -W "$words" -- "$cur")
}

complete -F _interlink_sim ${PROGRAM.name}
`
