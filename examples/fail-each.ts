import { explain, load, run } from 'interlink-sim'

const loaded = load('scenarios/fail-each.yaml')
if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))

// Once with all connections, and once without each of them.
const { objectives, failures, worstCases } = await run(loaded.loaded, { failEach: true })
const missedOf = (results: typeof objectives): string =>
  `${results.filter(({ met }) => !met).length} of ${results.length} missed`

console.log(`all connections up: ${missedOf(objectives)}`)
for (const failure of failures!) {
  console.log(`without ${failure.connection}: ${missedOf(failure.objectives)}`)
}
for (const worst of worstCases!) {
  if (worst.met || !('interlink' in worst)) continue
  const percent = (100 * worst.value!).toFixed(1)
  console.log(`${worst.interlink} loses ${percent} % without ${worst.without}`)
}
