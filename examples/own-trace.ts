import { checkConformance, checkNoIdling, explainVerdict } from 'interlink-sim/testing'

/** What a router did, by its log: picoseconds and bytes. CIR 100 Mbit/s, CBS 3000 bytes. */
const log = [
  { arrival: 0, departure: 0, bytes: 1500 },
  { arrival: 0, departure: 0, bytes: 1500 },
  { arrival: 0, departure: 120_000_000, bytes: 1500 },
  { arrival: 10_000_000, departure: 240_000_000, bytes: 1500 },
  { arrival: 10_000_000, departure: 359_000_000, bytes: 1500 },
]
const bucket = { cir: 100_000_000, cbs: 3000 }
console.log(explainVerdict(checkConformance(log, bucket)))

const verdict = checkNoIdling(log, { ...bucket, cbs: 4500 })
if (!verdict.holds) console.log(`a bucket of 4500 bytes: frame ${verdict.index}, ${verdict.by} ps`)
