#!/usr/bin/env node
/** The command `interlink-sim`. */
import { EXIT } from './exit.ts'
import { main } from './program.ts'

// A reader that has seen enough, such as `head`, closes the pipe: that is no fault of anyone's.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.fault)
})

process.exitCode = await main(process.argv.slice(2), process)
