import { compare, explain, load } from 'interlink-sim'

const read = (file: string) => {
  const loaded = load(file)
  if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))
  return loaded.loaded
}

// Both options meet the same bursts: seed by seed they differ less than they vary.
const { differences, objectives } = await compare(
  read('scenarios/which-is-better-a.yaml'),
  read('scenarios/which-is-better-b.yaml'),
  { replications: 20, confidence: 0.95 },
)

const percent = (share: number | null): string => `${(100 * share!).toFixed(2)} %`
for (const difference of differences) {
  const { direction, metric, a, b, low, high, verdict } = difference
  if (metric !== 'loss' || !('interlink' in difference)) continue
  console.log(`${difference.interlink} ${direction}: ${percent(a)} or ${percent(b)} lost`)
  console.log(`  B minus A: ${percent(low)} to ${percent(high)}, ${verdict}`)
}
const met = (side: 'a' | 'b'): number => objectives.filter(each => each[side]?.met).length
console.log(`A meets ${met('a')} of ${objectives.length} objectives, B ${met('b')}`)
