import fc from 'fast-check'
import { type MakeShaper, examineShaper } from 'interlink-sim/testing'

/** A shaper that rounds the time of a byte to whole picoseconds, once: what could go wrong? */
const rounding: MakeShaper = ({ cir, cbs }) => {
  const byte = Math.floor(8e12 / cir)
  let paid = -cbs * byte
  return {
    offer: (arrival, bytes) => {
      paid = Math.max(paid, arrival - cbs * byte) + bytes * byte
      return Math.max(arrival, paid)
    },
  }
}

const spec = { cir: 300_000_000, cbs: 3000, queue: 1_000_000 }
const examined = await fc.check(examineShaper(rounding, spec), { seed: 1 })
console.log((examined.errorInstance as Error).message)
console.log(JSON.stringify(examined.counterexample))
