import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../scenarios/', import.meta.url)
const list = readFileSync(new URL('README.md', folder), 'utf8')
const files = readdirSync(folder).filter(file => file.endsWith('.yaml'))

test.each(files)('scenarios/README.md lists %s with the command that runs it', file => {
  expect(list).toContain(`\`npx interlink-sim run scenarios/${file}\``)
})
