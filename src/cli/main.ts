#!/usr/bin/env node
/** The command `interlink-sim`. Signals are answered before anything else is loaded. */
import { setFlagsFromString } from 'node:v8'
import { availableParallelism } from 'node:os'
import { Signals } from './signals.ts'
import { endingFor } from './unwritable.ts'

const signals = new Signals(process)

// What is loaded and read at first would let the heap's nursery grow, which never shrinks again: 20 MB
// that a simulation has no use for.
setFlagsFromString('--semi-space-growth-factor=1')

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  const { exit, message } = endingFor(error)
  if (message !== '') process.stderr.write(message)
  process.exit(exit)
})
// There is nowhere left to say it; the exit code still does.
process.stderr.on('error', () => {})

const { main } = await import('./program.ts')
process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: () => process.cwd(),
  uptime: () => process.uptime(),
  cores: () => availableParallelism(),
  on: (signal, listener) => signals.on(signal, listener),
  off: (signal, listener) => signals.off(signal, listener),
  exit: code => process.exit(code),
})
