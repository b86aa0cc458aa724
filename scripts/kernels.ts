/**
 * `npm run test:kernels -- --runs N [--seed S]`: compares both kernels on N generated scenarios, in
 * every byte of document, series and trace. A difference is shrunk and printed with its seed.
 */
import { parseArgs } from 'node:util'
import { kernelsAgree } from '../test/sim/kernels/agree.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    path: { type: 'string' },
  },
})
const runs = Number(values.runs)
const seed = Number(values.seed)
const began = performance.now()
try {
  await kernelsAgree({
    numRuns: runs,
    seed,
    ...(values.path === undefined ? {} : { path: values.path }),
  })
  const elapsed = Math.round((performance.now() - began) / 1e3)
  console.log(`✓ both kernels agree on ${runs} scenarios, seed ${seed}, ${elapsed} s`)
} catch (error) {
  console.error((error as Error).message)
  console.error(`again  npm run test:kernels -- --runs ${runs} --seed ${seed}`)
  process.exitCode = 1
}
