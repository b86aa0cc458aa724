import { InterruptedError, load, run } from 'interlink-sim'

const loaded = load('scenarios/hybrid-paris.yaml')
if (!loaded.ok) throw new Error('the scenario has faults')

// Every interval of the series, as it is simulated.
const full: number[] = []
await run(loaded.loaded, {
  onInterval: ({ start, flows }) => {
    if (flows.some(({ dropped }) => dropped > 0)) full.push(start / 1e9)
  },
})
console.log(`frames were dropped in ${full.length} intervals, first at ${full[0]} ms`)

// The frames of one flow, as they are delivered.
let frames = 0
await run(loaded.loaded, {
  trace: {
    flows: [{ interlink: 'office', direction: 'toCloud' }],
    frame: (_time, _bytes, length) => {
      if (length > 1000) frames++
    },
  },
})
console.log(`${frames} long frames of the office arrived`)

// Enough is known: stop.
const stop = new AbortController()
try {
  await run(loaded.loaded, {
    signal: stop.signal,
    onProgress: ({ share }) => {
      if (share > 0.5) stop.abort()
    },
  })
} catch (error) {
  if (!(error instanceof InterruptedError)) throw error
  console.log('stopped half-way')
}
