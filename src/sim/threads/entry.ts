/** How a thread is started: what it loads first, and which options Node takes for it. */

/** A file that a thread begins with, and options of Node for it. */
export interface Entry {
  readonly filename: string
  readonly execArgv: string[]
}

/**
 * The file `worker` beside a module; run from its sources it needs what reads TypeScript.
 *
 * @param module  the module's `import.meta.url`
 */
export const entryBeside = (module: string): Entry => {
  const isSource = module.endsWith('.ts')
  return {
    filename: new URL(isSource ? 'worker.ts' : 'worker.js', module).href,
    // Those of the program are none of a thread's business: it would load what they name again.
    execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [],
  }
}

/** The file of `worker.ts`. */
export const ENTRY: Entry = entryBeside(import.meta.url)
