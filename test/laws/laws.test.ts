import { test } from 'vitest'
import { run } from '../../src/sim/run.ts'
import { CLAIMS, LAWS } from './index.ts'

test.each(CLAIMS)('%s', async claim => {
  await LAWS[claim]({ run })
})
