import { expect, test } from 'vitest'
import { fileURLToPath } from 'node:url'
import { check, explain, load, run } from '../../src/index.ts'
import { readFileSync } from 'node:fs'
import { call } from '../cli/call.ts'
import { answerOf } from './run-scenario.ts'

const file = fileURLToPath(new URL('../../scenarios/fail-each.yaml', import.meta.url))
const answer = answerOf('fail-each')

const played = async (edit: (text: string) => string = text => text) => {
  const result = check(edit(readFileSync(file, 'utf8')), { file })
  if (!result.ok) throw new Error(result.faults.map(explain).join('\n'))
  return run(result.loaded, { failEach: true })
}

test('with both connections up all objectives are met', async () => {
  const { objectives } = await played()
  expect(objectives).toHaveLength(6)
  expect(objectives.filter(({ met }) => !met)).toEqual([])
})

test('without paris-2 nothing is missed', async () => {
  expect(answer).toContain('paris-2 can: without it nothing is missed.')
  const { failures } = await played()
  expect(failures![1]!.connection).toBe('paris-2')
  expect(failures![1]!.objectives.filter(({ met }) => !met)).toEqual([])
})

test("without paris-1 a third of the ERP's frames is lost, and nothing else is missed", async () => {
  expect(answer).toContain("Without paris-1 a third of the ERP's frames is lost")
  expect(answer).toContain('600 Mbps are offered to 400')
  const { failures, worstCases } = await played()
  const missed = failures![0]!.objectives.filter(({ met }) => !met)
  expect(missed).toMatchObject([{ interlink: 'erp-2', direction: 'toCloud', metric: 'loss' }])
  // 75,000 frames of 1000 + 4 bytes in a second; what passes is the bandwidth and a full bucket of 10 ms.
  const passed = Math.floor((400e6 + 400e6 / 100) / (8 * 1004))
  expect(missed[0]!.value! * 75_000).toBeCloseTo(75_000 - passed, -1)
  expect(missed[0]!.value).toBeGreaterThan(0.32)
  expect(missed[0]!.value).toBeLessThan(1 - 400 / 602.4)
  expect(worstCases!.filter(({ met }) => !met)).toEqual([{ ...missed[0]!, without: 'paris-1' }])
})

test('with 650 Mbps on erp-2 either connection may fail', async () => {
  expect(answer).toContain('With 650 Mbps on erp-2 any one of the two connections may fail.')
  const { worstCases } = await played(text => text.replace('400Mbps', '650Mbps'))
  expect(worstCases!.filter(({ met }) => !met)).toEqual([])
  // Counted, 600 Mbps in frames of 1000 bytes are 602.4.
  const short = await played(text => text.replace('400Mbps', '595Mbps'))
  expect(short.worstCases!.filter(({ met }) => !met)).toHaveLength(1)
})

test('scenarios/README.md shows the command and the verdict that it prints', async () => {
  const list = readFileSync(new URL('../../scenarios/README.md', import.meta.url), 'utf8')
  expect(list).toContain('`npx interlink-sim run scenarios/fail-each.yaml --fail-each`')
  const { exit, out } = await call(`run ${file} --fail-each`)
  expect(exit).toBe(1)
  const verdict = out.split('\n\n', 1)[0]!.split('\n  ').join(' ').replace('✗ ', '')
  expect(verdict).toMatch(/^Without paris-1, 1 of 6 objectives is missed: .* is allowed\. /)
  expect(list).toContain(verdict.split('. erp-2 then')[0]!)
})

test('it is sound without the option', () => {
  expect(load(file)).toMatchObject({ ok: true, loaded: { warnings: [] } })
})
