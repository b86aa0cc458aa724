/** The engine's exact token bucket alone, 64 in turn. Usage: bucket.ts OPERATIONS */
import { performance } from 'node:perf_hooks'
import { subject } from '../../bucket.bench.ts'

const { work } = subject('token bucket', 1e9, Number(process.argv[2]))
const begun = performance.now()
const { operations } = await work()
const seconds = (performance.now() - begun) / 1000
console.log(JSON.stringify({ operations, seconds }))
