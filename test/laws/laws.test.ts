import { describe, test } from 'vitest'
import { simulatorOf } from '../sim/support/worlds.ts'
import { CLAIMS, LAWS } from './index.ts'

describe.each(['event', 'batch'] as const)('the %s kernel', kernel => {
  const simulator = simulatorOf(kernel)
  test.each(CLAIMS)('%s', async claim => {
    await LAWS[claim](simulator)
  })
})
