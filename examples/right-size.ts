import { explain, load, plan } from 'interlink-sim'

const loaded = load('scenarios/right-size.yaml')
if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))

const { answer, now, candidates, below } = await plan(loaded.loaded, {
  find: 'bandwidth',
  interlink: 'shop',
  replications: 20,
})
const mbps = (rate: number): string => `${rate / 1e6} Mbps`
for (const { value, replications, objectives } of candidates) {
  const met = objectives.filter(each => each.met).length
  console.log(`${mbps(value)}: ${met} of ${objectives.length} met, ${replications} seeds`)
}
if (answer !== null && below !== null) {
  console.log(`Order ${mbps(answer)} for the shop instead of ${mbps(now)}.`)
  console.log(`With ${mbps(below.value)} its customers would wait.`)
}
