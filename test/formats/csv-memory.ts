/** Reads a table above the largest size; prints what is said of it, and the most memory taken. */
import { resourceUsage } from 'node:process'
import { readTable } from '../../src/formats/csv/read.ts'

let given = 0

/** Samples of a second each, in chunks of a megabyte, for ever. */
function* chunks(): Generator<Uint8Array> {
  yield Buffer.from('time,bps,note\n')
  for (let second = 0; ;) {
    const lines: string[] = []
    for (let i = 0; i < 20_000; i++)
      lines.push(`${second++},${(second * 7919) % 1e6}.25,"a note, or two, of a probe"\n`)
    const chunk = Buffer.from(lines.join(''))
    given += chunk.length
    yield chunk
  }
}

const result = readTable(chunks(), { times: ['time'], values: ['bps'] })
const said = result.ok ? null : result.faults
process.stdout.write(JSON.stringify({ said, given, peak: resourceUsage().maxRSS * 1024 }))
