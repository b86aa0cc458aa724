import { check, explain, run } from 'interlink-sim'

/** A scenario as an object: what a file would say, quantities with their units. */
const withBurst = (burst: string) => ({
  name: 'what-if',
  duration: '20ms',
  organization: { id: 'acme', projects: ['network'] },
  pops: { th2: { region: 'fr-par' } },
  vpcs: { shop: { region: 'fr-par' } },
  connections: { paris: { pop: 'th2', portSpeed: '1Gbps' } },
  interlinks: { web: { connection: 'paris', bandwidth: '200Mbps', burst, vpc: 'shop' } },
  traffic: [
    {
      interlink: 'web',
      direction: 'toCloud',
      source: { kind: 'onoff', peak: '800Mbps', on: '500us', off: '3ms', frame: '1000B' },
    },
  ],
})

for (const burst of ['8KiB', '64KiB', '512', '512KiB']) {
  const checked = check(withBurst(burst))
  if (!checked.ok) {
    console.log(checked.faults.map(explain).join('\n'))
    continue
  }
  const [flow] = (await run(checked.loaded, { seed: 7 })).flows
  console.log(`${burst}: ${flow!.dropped.frames} of ${flow!.offered.frames} frames policed`)
}
