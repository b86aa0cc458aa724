import { explain, load, run } from 'interlink-sim'

const loaded = load('scenarios/hybrid-paris.yaml')
if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))

const result = await run(loaded.loaded)
for (const { interlink, direction, delay, loss } of result.flows) {
  const micros = ((delay.p99 ?? 0) * 1e6).toFixed(2)
  console.log(`${interlink} ${direction}: p99 ${micros} µs, ${(100 * loss).toFixed(2)} % lost`)
}
console.log(result.objectives.every(({ met }) => met) ? 'all met' : 'one is missed')
