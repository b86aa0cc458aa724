/**
 * `npm run bench:guard`: fails when a kernel has become slower by a factor, held against plain C in the
 * same minute. Limits and their reason: `guard/limits.ts`.
 */
import { engineRunner, PLAIN_C } from './peers/programs.ts'
import { LIMITS, inWords, judge } from './guard/limits.ts'

const ROUNDS = 5

const prepared = PLAIN_C.prepare()
if (prepared.kind !== 'ready') {
  console.error(
    prepared.kind === 'missing'
      ? `speed not guarded: ${prepared.what} is missing; apt-get install ${prepared.packages.join(' ')}`
      : `speed not guarded: plain C does not compile: ${prepared.command}\n${prepared.output}`,
  )
  process.exit(1)
}

const verdicts = judge({ plainC: prepared.run, engine: engineRunner }, LIMITS, ROUNDS)
for (const verdict of verdicts) {
  console.log(`${verdict.held ? 'fast enough' : 'TOO SLOW   '}  ${inWords(verdict)}`)
}
if (verdicts.some(({ held }) => !held)) process.exitCode = 1
