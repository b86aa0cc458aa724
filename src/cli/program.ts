/** The command line: what each command does, and what becomes of mistakes. */
import { type Command, CommanderError } from 'commander'
import { type Console, type Host, consoleOf } from './console.ts'
import { type Act, declare, helpFor } from './declare.ts'
import { COMMANDS, type CommandName, DECLARED, isCommand } from './declared/commands.ts'
import { either } from './declared/declaration.ts'
import { EXIT, type Exit, OurFault, UsageError } from './exit.ts'
import { WriteFailure } from './files/failure.ts'
import { meant } from './nearest.ts'
import { printable, shown } from '../report/terminal/text.ts'

const unknownCommand = (name: string): UsageError => {
  const known = meant(name, COMMANDS)
  const hint =
    known === null ? `commands: ${COMMANDS.join(', ')}` : `the nearest known command is ${known}`
  return new UsageError(`unknown command ${JSON.stringify(name)}; ${hint}`)
}

type Argument = Parameters<Act>[1]
type Action = (host: Host, console: Console, argument: Argument, options: object) => Promise<Exit>

/** What each command does; each loads its own code, so that the others start fast. */
const ACTIONS: Readonly<Record<CommandName, Action>> = {
  run: async (host, console, scenario, options) => {
    const { runCommand } = await import('./commands/run.ts')
    return runCommand(host, console, scenario as string | undefined, options)
  },
  validate: async (_host, console, files, options) => {
    const { validateCommand } = await import('./commands/validate.ts')
    return validateCommand(console, files as readonly string[], options)
  },
  plan: async (host, console, scenario, options) => {
    const { planCommand } = await import('./commands/plan.ts')
    return planCommand(host, console, scenario as string, options)
  },
  forecast: async (host, console, scenario, options) => {
    const { forecastCommand } = await import('./commands/forecast.ts')
    return forecastCommand(host, console, scenario as string, options)
  },
  sweep: async (host, console, file, options) => {
    const { sweepCommand } = await import('./commands/sweep.ts')
    return sweepCommand(host, console, file as string, options)
  },
  worker: async (host, console, _argument, options) => {
    const { workerCommand } = await import('./commands/worker.ts')
    return workerCommand(host, console, options)
  },
  provision: async (host, console, scenario, options) => {
    const { provisionCommand } = await import('./commands/provision.ts')
    return provisionCommand(host, console, scenario as string, options)
  },
  availability: async (host, console, scenario, options) => {
    const { availabilityCommand } = await import('./commands/availability.ts')
    return availabilityCommand(host, console, scenario as string, options)
  },
  compare: async (host, console, files, options) => {
    const { compareCommand } = await import('./commands/compare.ts')
    return compareCommand(host, console, files as readonly string[], options)
  },
  report: async (host, console, file, options) => {
    const { reportCommand } = await import('./commands/report.ts')
    return reportCommand(host, console, file as string, options)
  },
  serve: async (host, console, folder, options) => {
    const { serveCommand } = await import('./commands/serve.ts')
    return serveCommand(host, console, folder as string, options)
  },
  schema: async (_host, console) => {
    const { schemaCommand } = await import('./commands/schema.ts')
    return schemaCommand(console)
  },
  completion: async (_host, console, shell) => {
    const { completionCommand } = await import('./commands/completion.ts')
    return completionCommand(console, shell as string)
  },
  help: async (_host, console, name) => {
    const topic = (name as string | undefined) ?? null
    if (topic !== null && !isCommand(topic)) throw unknownCommand(topic)
    console.out.write(helpFor(console, topic))
    return EXIT.done
  },
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
    const value = name === undefined ? undefined : DECLARED[name].argument?.value
    const needed = value?.kind === 'choice' ? either(value.of) : `a ${found}`
    return new UsageError(`${where}nothing named; ${needed} is needed`)
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
  const program = declare(console, async (name, argument, options) => {
    exit = await ACTIONS[name](host, console, argument, options)
  })
  try {
    if (args.length === 0) console.out.write(helpFor(console, null))
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
