import { describe, expect, it } from 'vitest'
import { endingFor } from '../../src/cli/unwritable.ts'

const failing = (code: string) => endingFor(Object.assign(new Error('write failed'), { code }))

describe('a stdout that cannot be written', () => {
  it.each([
    ['ENOSPC', 'no space left on the device'],
    ['EIO', 'the device reports an error'],
    ['EWEIRD', 'EWEIRD'],
  ])('is no fault of ours: %s', (code, why) => {
    expect(failing(code)).toEqual({ exit: 2, message: `stdout cannot be written: ${why}\n` })
  })

  it('ends quietly when its reader has gone', () => {
    expect(failing('EPIPE')).toEqual({ exit: 0, message: '' })
  })
})
