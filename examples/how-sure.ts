import { explain, load, run } from 'interlink-sim'

const loaded = load('scenarios/hybrid-paris.yaml')
if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))

// A loss of each seed, and the interval of all.
const losses: string[] = []
const { flows, objectives, replications } = await run(loaded.loaded, {
  replications: 5,
  confidence: 0.9,
  onReplication: ({ seed, flows: each }) => {
    const data = each.find(
      ({ interlink, direction }) => interlink === 'data' && direction === 'toCloud',
    )!
    losses.push(`seed ${seed}: ${(100 * data.loss).toFixed(2)} %`)
  },
})
console.log(losses.join(', '))

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
for (const { interlink, direction, confidence } of flows) {
  const loss = confidence!.loss!
  if (loss.high === 0) continue
  console.log(`${interlink} ${direction} loses ${percent(loss.low)} to ${percent(loss.high)}`)
}
const undecided = objectives.filter(each => each.undecided === true).length
console.log(`${undecided} of ${objectives.length} undecided after ${replications!.count}`)
