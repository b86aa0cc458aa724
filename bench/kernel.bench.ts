/** The whole simulation with all its figures: the two workloads that other simulators are given too. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseScenario } from '../src/scenario/load.ts'
import { run } from '../src/sim/run.ts'
import { ps } from '../src/units.ts'
import type { Size, Subject } from './subject.ts'

const subject = (file: string, share: number): Subject => ({
  name: `simulation, ${file}`,
  operation: 'packet',
  work: async () => {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    const parsed = parseScenario(text, file)
    if (!parsed.ok) throw new Error(`${file} is refused`)
    const { scenario } = parsed.loaded
    const duration = ps(Math.round(scenario.duration * share))
    const { run: _, ...figures } = await run(
      { scenario: { ...scenario, duration }, sha256: '', inputs: [] },
      { clock: () => 0 },
    )
    return {
      operations: figures.flows.reduce((sum, flow) => sum + flow.offered.frames, 0),
      hash: createHash('sha256').update(JSON.stringify(figures)).digest('hex').slice(0, 12),
    }
  },
})

export const subjects = (size: Size): readonly Subject[] => {
  const share = size === 'small' ? 0.001 : 0.5
  return [subject('w1.yaml', share), subject('w2.yaml', share)]
}
