/** A thread: compiles its lanes from the scenario, plays them, and tells each turn. */
import type { MessagePort } from 'node:worker_threads'
import { compileLane } from '../lane.ts'
import { playLife } from '../life/timeline.ts'
import type { Turn } from '../recording/turn.ts'
import { laneFigures } from '../result/lane.ts'
import { DeliveryRecord } from '../trace/delivery-columns.ts'
import { LaneTrace } from '../trace/lane-trace.ts'
import { type Played, Turns } from '../turns.ts'
import { packed } from './interval-rows.ts'
import { Teller } from './room.ts'
import { type Message, type Task, thrown } from './task.ts'

const turnsOf = ({ scenario, inputs, lanes, series, trace }: Task): Turns => {
  const life = playLife(scenario)
  const played = lanes.map(({ number, outline, kernel }): Played => {
    const deliveries = trace === null ? null : new DeliveryRecord()
    return {
      number,
      lane: compileLane(scenario, outline, inputs, life),
      kernel,
      series,
      trace: deliveries === null ? null : new LaneTrace(outline, deliveries, 0, trace?.flows),
      deliveries,
    }
  })
  return new Turns(played, result => laneFigures(result, scenario, life))
}

/** Columns are copied: one that is handed over makes V8 check each array in each loop of the thread from then on. */
const tell = (port: MessagePort, { intervals, ...turn }: Turn): void => {
  const rows = packed(intervals)
  const message: Message = { kind: 'turn', turn, rows, count: intervals.length }
  port.postMessage(message, [])
}

const play = (task: Task): void => {
  const turns = turnsOf(task)
  const teller = new Teller(task.room)
  const isRecorded = task.series || task.trace !== null
  for (let turn = turns.next(); turn !== null; turn = turns.next()) {
    // How far a lane has come need not be told each time, if nobody has the time to listen.
    if (!isRecorded && turn.figures === null && !teller.hasRoom) continue
    teller.enter()
    tell(task.port, turn)
  }
}

/** Does the work of a thread. What is thrown is told, too. */
export default (task: Task): void => {
  try {
    play(task)
  } catch (error) {
    task.port.postMessage(thrown(error), [])
  }
}
