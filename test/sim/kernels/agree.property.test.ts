import { test } from 'vitest'
import { kernelsAgree } from './agree.ts'

test('both kernels agree in every byte of document, series and trace', async () => {
  await kernelsAgree({ numRuns: 150 })
})
