import { StoppedError, explain, load, provision } from 'interlink-sim'

const loaded = load('scenarios/new-connection.yaml')
if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))

// The later it is needed, the surer it is, and the more is billed by then.
for (const needBy of ['2026-02-06', '2026-02-13', '2026-02-20']) {
  const { connections } = await provision(loaded.loaded, { needBy, confidence: 0.95 })
  for (const { connection, readyBy, ready, orderBy, idleCost } of connections) {
    const sure = `${(100 * (readyBy ?? 0)).toFixed(1)} %`
    console.log(`${connection} by ${needBy}: ${sure}, ${ready ? 'ready' : `order by ${orderBy}`}`)
    console.log(`  idle cost in half of the cases at most ${idleCost?.p50}`)
  }
}

// A million orders take a while: the work can be watched, and stopped.
const stop = new AbortController()
try {
  await provision(loaded.loaded, {
    replications: 1_000_000,
    signal: stop.signal,
    onProgress: ({ share }) => {
      if (share >= 0.01) stop.abort()
    },
  })
} catch (error) {
  if (!(error instanceof StoppedError)) throw error
  console.log(`stopped after ${error.done} of ${error.total} orders`)
}
