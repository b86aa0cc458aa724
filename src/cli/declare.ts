/** Commander's view of what is declared: which commands and options there are, and who acts. */
import { Command } from 'commander'
import { proseWidth, shown } from '../report/terminal/text.ts'
import type { Console } from './console.ts'
import { COMMANDS, type CommandName, DECLARED, PROGRAM } from './declared/commands.ts'
import { type Argument, type Option, VERSION } from './declared/declaration.ts'
import { helpOn, overview } from './help.ts'

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
]

const addOption = (command: Command, option: Option): void => {
  const { flag, short, value, isRepeatable, about } = option
  const names = short === undefined ? flag : `${short}, ${flag}`
  if (value === undefined) command.option(names, about)
  else if (isRepeatable === true) command.option(`${names} <${value.name}>`, about, collect)
  else command.option(`${names} <${value.name}>`, about)
}

const argumentOf = ({ value, isRequired, isRepeatable, pair }: Argument): string => {
  // Whether there are two is for the command to say: commander only counts to one.
  if (pair !== undefined) return `[${value.name}...]`
  const name = isRepeatable ? `${value.name}...` : value.name
  return isRequired ? `<${name}>` : `[${name}]`
}

/** What becomes of a command line that was understood. */
export type Act = (
  name: CommandName,
  /** A list where the command takes several. */
  argument: string | readonly string[] | undefined,
  options: object,
) => Promise<void>

/** A help text as a stream can show it; `null` is on no command but on the whole. */
export const helpFor = ({ out: { surface } }: Console, name: CommandName | null): string => {
  const width = proseWidth(surface)
  const text = name === null ? overview(width) : helpOn(name, width)
  return shown(surface, surface.unicode ? text : text.replaceAll('…', '...'))
}

/** Declares every command. Mistakes are thrown, so that they can be told in our own words. */
export const declare = (console: Console, act: Act): Command => {
  const program = new Command(PROGRAM.name)
  const prepare = (command: Command, name: CommandName | null): void => {
    command.exitOverride().configureOutput({
      writeOut: part => console.out.write(part),
      writeErr: () => {},
      outputError: () => {},
    })
    command.helpInformation = () => helpFor(console, name)
  }
  prepare(program, null)
  program.helpCommand(false)
  addOption(program, VERSION)
  for (const name of COMMANDS) {
    const { argument, options } = DECLARED[name]
    const command = program.command(name)
    prepare(command, name)
    if (argument !== null) command.argument(argumentOf(argument))
    for (const option of options) addOption(command, option)
    command.action(async () => {
      const [first] = command.processedArgs as (string | readonly string[] | undefined)[]
      await act(name, first, command.opts())
    })
  }
  return program
}
