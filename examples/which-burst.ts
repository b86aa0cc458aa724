import { explain, load, sweep } from 'interlink-sim'

const loaded = load('scenarios/burst-sizing.yaml')
if (!loaded.ok) throw new Error(loaded.faults.map(explain).join('\n'))

const vary = {
  'interlinks.burst-376kB.burst': ['250kB', '376kB'],
  'interlinks.burst-376kB.bandwidth': ['1Gbps', '2Gbps', '9Gbps'],
}
for await (const { values, flows, error } of sweep(loaded.loaded, { vary })) {
  const named = Object.values(values).join(', ')
  const flow = flows.find(({ interlink }) => interlink === 'burst-376kB')
  console.log(`${named}: ${error ?? `${((flow?.loss ?? 0) * 100).toFixed(1)} % lost`}`)
}
