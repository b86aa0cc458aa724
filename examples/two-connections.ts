import { availability, explain, load } from 'interlink-sim'

const loaded = load('scenarios/five-nines.yaml')
if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))

const { subjects, whatIf } = await availability(loaded.loaded, { years: 10, replications: 200 })
for (const subject of subjects) {
  if (subject.family !== 'ipv4') continue
  const name = 'vpc' in subject ? subject.vpc : subject.interlink
  const { mean, low, high } = subject.minutesPerYear
  const { customer, provider } = subject.minutesPerYearByOwner
  console.log(`${name}: ${mean.toFixed(1)} min a year (${low.toFixed(1)} to ${high.toFixed(1)})`)
  console.log(`  customer ${customer.toFixed(1)}, provider ${provider.toFixed(1)}`)
}
const spare = whatIf.find(({ change }) => change === 'spareOptic')
console.log(`with a spare optic: ${spare?.subjects[0]?.minutesPerYear.toFixed(1)} of the first`)
