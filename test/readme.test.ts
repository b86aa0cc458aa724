import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = new URL('../', import.meta.url).pathname
const readme = join(root, 'README.md')
const text = readFileSync(readme, 'utf8')

/** Fenced blocks that carry a marker: what it says, and where the block's content stands. */
const blocks = [...text.matchAll(/<!-- (output|file): (.+) -->\n```\w*\n([^]*?)```/g)].map(
  ([whole, kind, name, content]) => ({ whole, kind, name: name!, content: content! }),
)
const fileNamed = (name: string): string =>
  blocks.find(block => block.kind === 'file' && block.name === name)!.content

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'))
  symlinkSync(join(root, 'scenarios'), join(folder, 'scenarios'))
  const mine = fileNamed('mine.yaml')
  writeFileSync(join(folder, 'mine.yaml'), mine)
  // The README's own example of mistakes: a unit forgotten, a key misspelt, more than the port has.
  const wrong = mine
    .replace('burst: 64KiB', 'burst: 65536')
    .replace('500Mbps', '2Gbps')
    .replace('metric: loss', 'metrics: loss')
  writeFileSync(join(folder, 'wrong.yaml'), wrong)
})
afterAll(() => rmSync(folder, { recursive: true }))

const outputs = blocks.filter(({ kind }) => kind === 'output')

test('the README shows three outputs', () => {
  expect(outputs).toHaveLength(3)
})

test.each(outputs.map(block => [block.name, block] as const))(
  'the README shows what `%s` prints',
  (command, block) => {
    const [, ...args] = command.split(' ')
    const program = join(root, 'src/cli/main.ts')
    const tsx = import.meta.resolve('tsx')
    // A terminal's layout without its colours; the frames under faults are for people.
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8' },
    })
    expect(stderr).toBe('')
    const printed = `${stdout.trimEnd()}\n`
    if (process.env['UPDATE_GOLDENS'] === '1') {
      const fresh = readFileSync(readme, 'utf8')
      const filled = block.whole.replace(/```\w*\n[^]*?```/, () => `\`\`\`\n${printed}\`\`\``)
      writeFileSync(
        readme,
        fresh.replace(block.whole, () => filled),
      )
    } else expect(printed).toBe(block.content)
  },
)

test('every relative link of the README leads somewhere', () => {
  for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
    expect(() => readFileSync(join(root, target!)), target).not.toThrow(/ENOENT/)
  }
})
