import { explain, forecast, load } from 'interlink-sim'

const loaded = load('scenarios/run-out.yaml')
if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))

const { from, objectives } = await forecast(loaded.loaded, { growth: '40%/y', horizon: '3y' })
for (const each of objectives) {
  const subject = 'interlink' in each ? each.interlink : each.connection
  console.log(`${subject} ${each.metric}: ${from} to ${each.failsOn ?? 'the horizon'}`)
}
const [first] = objectives
  .filter(each => each.failsOn !== null)
  .toSorted((a, b) => a.failsOn!.localeCompare(b.failsOn!))
if (first !== undefined && 'interlink' in first) {
  console.log(`From ${first.failsOn} on ${first.interlink} keeps its customers waiting;`)
  console.log(`a second connection has to be ordered by ${first.orderBy}.`)
}
