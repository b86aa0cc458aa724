/** How a thread is started: what it loads first, and which options Node takes for it. */

const isSource = import.meta.url.endsWith('.ts')

/** The file of `worker.ts`; run from its sources it needs what reads TypeScript. */
export const ENTRY: { readonly filename: string; readonly execArgv: string[] } = {
  filename: new URL(isSource ? 'worker.ts' : 'worker.js', import.meta.url).href,
  // Those of the program are none of a thread's business: it would load what they name again.
  execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [],
}
