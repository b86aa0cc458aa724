/** Queues in which so much waited that it is worth a look: shapers of InterLinks, and ports. */
import { towards } from '../model/direction.ts'
import { type Context, connectionNamed, flowsOn, interlinkOf } from './context.ts'
import { type Judged, flowSubject, judgedOn, portSubject } from './judged.ts'

/** A queue is worth a look from this share of its room on; one that was full, or made a miss, always. */
const NOTABLE = 0.01

/** A queue, and what waited in it. */
export interface Waiting {
  /** The InterLink or the connection, and the direction: `shop to customer`. */
  readonly subject: string
  readonly kind: 'shaper' | 'port'
  readonly isMissed: boolean
  /** Bytes that may wait, and the most that did. */
  readonly room: number
  readonly peak: number
  /** Bytes waiting, mean of each slice of the window. */
  readonly slices: readonly number[]
}

const LATE = /^(?:delay|shaperWait|portWait|queue|shaperQueue)/u

const hasMissed = (judged: readonly Judged[]): boolean =>
  judged.some(({ result }) => !result.met && LATE.test(result.metric))

const shapers = (context: Context, judged: readonly Judged[]): readonly Waiting[] =>
  context.document.flows
    .filter(({ shaperQueue }) => shaperQueue.max > 0)
    .map(flow => ({ flow, isMissed: hasMissed(judgedOn(judged, flowSubject(flow))) }))
    .map(({ flow, isMissed }): Waiting & { readonly dropped: number } => ({
      subject: `${flow.interlink} ${towards(flow.direction)}`,
      kind: 'shaper',
      isMissed,
      room: interlinkOf(context, flow.interlink).queue,
      peak: flow.shaperQueue.max,
      slices: flow.slices.queue,
      dropped: flow.dropped.byCause.shaperQueueFull,
    }))
    .filter(isNotable)

const ports = (context: Context, judged: readonly Judged[]): readonly Waiting[] =>
  context.document.ports
    .filter(({ queue, connection, direction }) => {
      const isUsed = flowsOn(context, connection, direction).length > 0
      return queue.max > 0 && isUsed
    })
    .map((port): Waiting & { readonly dropped: number } => ({
      subject: `${port.connection} ${towards(port.direction)}`,
      kind: 'port',
      isMissed: hasMissed(judgedOn(judged, portSubject(port))),
      room: connectionNamed(context, port.connection).queue,
      peak: port.queue.max,
      slices: port.slices.queue,
      dropped: port.dropped.frames,
    }))
    .filter(isNotable)

const isNotable = ({
  isMissed,
  room,
  peak,
  dropped,
}: Waiting & { readonly dropped: number }): boolean =>
  isMissed || dropped > 0 || peak >= NOTABLE * room

/** How much of its room a queue took at the most. */
export const filled = ({ room, peak }: Waiting): number => (room === 0 ? 1 : peak / room)

/** Queues worth a look: those that made a miss first, then the fullest. */
export const notableQueues = (context: Context, judged: readonly Judged[]): readonly Waiting[] =>
  [...shapers(context, judged), ...ports(context, judged)].toSorted(
    (a, b) => Number(b.isMissed) - Number(a.isMissed) || filled(b) - filled(a),
  )
