/** The command line: which commands and options there are, and what becomes of mistakes. */
import { Command, CommanderError } from 'commander'
import { type Console, type Host, consoleOf } from './console.ts'
import { EXIT, type Exit, OurFault, UsageError } from './exit.ts'
import { WriteFailure } from './files/failure.ts'
import { COMMANDS, type CommandName, OVERVIEW, TOPICS } from './help.ts'
import { meant } from './nearest.ts'
import type { RawRunOptions } from './options.ts'
import { printable, shown } from '../report/terminal/text.ts'

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
]

const ALLOW_READ = ['--allow-read <DIR>', 'input files may also lie here', collect] as const

/** A help text as a stream can show it. */
const helpFor = ({ out }: Console, text: string): string =>
  shown(out.surface, out.surface.unicode ? text : text.replaceAll('…', '...').replaceAll('✗', 'x'))

const isCommand = (name: string): name is CommandName =>
  (COMMANDS as readonly string[]).includes(name)

const unknownCommand = (name: string): UsageError => {
  const known = meant(name, COMMANDS)
  const hint =
    known === null ? `commands: ${COMMANDS.join(', ')}` : `the nearest known command is ${known}`
  return new UsageError(`unknown command ${JSON.stringify(name)}; ${hint}`)
}

/** Declares the commands; each loads its own code, so that the others start fast. */
const programOf = (host: Host, console: Console, finish: (exit: Exit) => void): Command => {
  const program = new Command('interlink-sim')
  const declare = (usage: string, text: string): Command => {
    const command = usage === '' ? program : program.command(usage)
    // Mistakes are thrown and told in `explained`, in our own words.
    command.exitOverride().configureOutput({
      writeOut: part => console.out.write(part),
      writeErr: () => {},
      outputError: () => {},
    })
    command.helpInformation = () => helpFor(console, text)
    return command
  }
  declare('', OVERVIEW).helpCommand(false).option('-V, --version', 'print the version')
  declare('run [SCENARIO]', TOPICS.run)
    .option('--format <FORMAT>')
    .option('--seed <N>')
    .option('--duration <D>')
    .option('--engine <ENGINE>')
    .option('--kernel <KERNEL>')
    .option('--threads <N>')
    .option(...ALLOW_READ)
    .option('--quiet')
    .option('--out <DIR>')
    .option('--trace <FILE>')
    .option('--trace-flow <FLOW>', '', collect)
    .action(async (scenario: string | undefined, options: RawRunOptions) => {
      const { runCommand } = await import('./commands/run.ts')
      finish(await runCommand(host, console, scenario, options))
    })
  declare('validate <SCENARIO...>', TOPICS.validate)
    .option(...ALLOW_READ)
    .action(async (files: string[], options: { readonly allowRead?: readonly string[] }) => {
      const { validateCommand } = await import('./commands/validate.ts')
      finish(await validateCommand(console, files, options.allowRead ?? []))
    })
  declare('schema', TOPICS.schema).action(async () => {
    const { schemaCommand } = await import('./commands/schema.ts')
    finish(schemaCommand(console))
  })
  declare('help [COMMAND]', TOPICS.help).action((name: string | undefined) => {
    if (name !== undefined && !isCommand(name)) throw unknownCommand(name)
    console.out.write(helpFor(console, name === undefined ? OVERVIEW : TOPICS[name]))
  })
  return program
}

const quotedIn = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? ''

/** What commander found wrong, in our own words. */
const explained = (
  error: CommanderError,
  program: Command,
  args: readonly string[],
): UsageError => {
  const name = args.find(isCommand)
  const command = program.commands.find(candidate => candidate.name() === name) ?? program
  const where = name === undefined ? '' : `${name}: `
  const found = quotedIn(error.message)
  if (error.code === 'commander.unknownCommand') return unknownCommand(found)
  if (error.code === 'commander.unknownOption') {
    const options = [...command.options.map(({ long }) => long ?? ''), '--help']
    const known = meant(found, options)
    const hint =
      known === null ? `options: ${options.join(', ')}` : `the nearest known option is ${known}`
    return new UsageError(`${where}unknown option ${found}; ${hint}`)
  }
  if (error.code === 'commander.optionMissingArgument') {
    return new UsageError(`${where}${found.replace(' ', ' without a value; ')} is needed`)
  }
  if (error.code === 'commander.missingArgument') {
    return new UsageError(`${where}nothing named; a ${found.toUpperCase()} is needed`)
  }
  if (error.code === 'commander.excessArguments') {
    const most = command.registeredArguments.length === 0 ? 'none is' : 'one is'
    return new UsageError(`${where}${command.args.length} arguments found; ${most} needed`)
  }
  return new UsageError(`${where}${error.message.replace(/^error: /, '')}`)
}

/** A fault of ours in words; where it arose only when DEBUG asks for it. */
const confession = (host: Host, error: unknown, version: string): string => {
  const ours = error instanceof OurFault ? error : null
  const message = error instanceof Error ? error.message : String(error)
  const origin = ours === null ? error : ours.cause
  const trace = host.env['DEBUG'] && origin instanceof Error ? `${origin.stack ?? ''}\n` : ''
  const lines = [
    `interlink-sim ${version}: a fault of ours: ${message}`,
    ...(ours === null ? [] : [`  found with ${ours.circumstances}`, `  again  ${ours.replay}`]),
    `Exit ${EXIT.fault}.`,
  ]
  return `${lines.join('\n')}\n${trace}`
}

const versionLine = async (): Promise<string> => {
  const { readVersion } = await import('../version.ts')
  return `${readVersion()}\n`
}

/**
 * Runs a command line.
 *
 * @param args  without the interpreter and the script
 * @returns the exit code; nothing is thrown
 */
export const main = async (args: readonly string[], host: Host): Promise<Exit> => {
  const console = consoleOf(host)
  let exit: Exit = EXIT.done
  const program = programOf(host, console, code => {
    exit = code
  })
  try {
    if (args.length === 0) console.out.write(helpFor(console, OVERVIEW))
    else if (args[0] === '--version' || args[0] === '-V') console.out.write(await versionLine())
    else await program.parseAsync([...args], { from: 'user' })
    return exit
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done
    const usage = error instanceof CommanderError ? explained(error, program, args) : error
    if (usage instanceof UsageError || usage instanceof WriteFailure) {
      const lines = usage.message
        .split('\n')
        .map(line => shown(console.err.surface, printable(line)))
      console.err.write(`${lines.join('\n')}\n`)
      return EXIT.input
    }
    const version = await versionLine()
    console.err.write(shown(console.err.surface, confession(host, error, version.trim())))
    return EXIT.fault
  }
}
