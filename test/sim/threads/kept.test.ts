/** That a thread copies what it tells: memory that is handed over slows down all loops of V8 (`docs/decisions/v8.md`). */
import type { MessagePort } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { outlineLanes } from '../../../src/sim/outline.ts'
import { Room } from '../../../src/sim/threads/room.ts'
import type { Message } from '../../../src/sim/threads/task.ts'
import play from '../../../src/sim/threads/worker.ts'
import { poisson } from '../support/sources.ts'
import { scenario } from '../support/worlds.ts'

test('turns with intervals and deliveries are told without handing over memory', () => {
  const it = scenario({ traffic: [poisson(1e9, 1000)], duration: 1e9 })
  const room = new Room()
  const told: { message: Message; moved: unknown }[] = []
  const port: Pick<MessagePort, 'postMessage'> = {
    postMessage: (message: Message, moved?: unknown) => {
      told.push({ message, moved })
      room.free(1)
    },
  }
  const lanes = outlineLanes(it).map(
    (outline, number) => ({ number, outline, kernel: 'batch' }) as const,
  )
  play({
    scenario: it,
    inputs: new Map(),
    lanes,
    series: true,
    trace: { flows: undefined },
    port: port as MessagePort,
    room: room.memory,
  })
  expect(told.length).toBeGreaterThan(0)
  expect(told.some(({ message }) => message.kind === 'turn' && message.count > 0)).toBe(true)
  for (const { message, moved } of told) {
    expect(message.kind).toBe('turn')
    expect(moved).toEqual([])
  }
})
