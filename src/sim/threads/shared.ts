/** Input files in memory that threads have in common: what is large is copied once, not per thread. */
import { match } from 'ts-pattern'
import type { Content } from '../../formats/content.ts'
import type { Instants, Values } from '../../formats/csv/read.ts'

const sharedNumbers = (numbers: Float64Array): Float64Array => {
  const shared = new Float64Array(new SharedArrayBuffer(numbers.byteLength))
  shared.set(numbers)
  return shared
}

const sharedLengths = (lengths: Uint32Array): Uint32Array => {
  const shared = new Uint32Array(new SharedArrayBuffer(lengths.byteLength))
  shared.set(lengths)
  return shared
}

const sharedInstants = ({ seconds, picos, epoch }: Instants): Instants => ({
  seconds: sharedNumbers(seconds),
  picos: sharedNumbers(picos),
  epoch,
})

const sharedValues = ({ samples, highest }: Values): Values => ({
  samples: sharedNumbers(samples),
  highest,
})

/** The same content for threads, without headers: frames are written by whoever started the threads. */
export const sharedContent = (content: Content): Content =>
  match(content)
    .returnType<Content>()
    .with({ kind: 'capture' }, ({ kind, capture: { count, seconds, picos, bytes } }) => ({
      kind,
      capture: {
        count,
        seconds: sharedNumbers(seconds),
        picos: sharedNumbers(picos),
        bytes: sharedLengths(bytes),
        headers: null,
      },
    }))
    .with({ kind: 'table' }, ({ kind, table: { count, times, values } }) => ({
      kind,
      table: {
        count,
        times: new Map([...times].map(([name, column]) => [name, sharedInstants(column)])),
        values: new Map([...values].map(([name, column]) => [name, sharedValues(column)])),
      },
    }))
    .exhaustive()
