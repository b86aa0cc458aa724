import fc from 'fast-check'
import { check, run } from 'interlink-sim'
import { assertConservation, scenarios } from 'interlink-sim/testing'

/** Holds of every scenario: what is offered is delivered, dropped or in flight. */
await fc.assert(
  fc.asyncProperty(scenarios({ frames: 300 }), async scenario => {
    const checked = check(scenario)
    if (!checked.ok) throw new Error('a generated scenario has no faults')
    assertConservation((await run(checked.loaded, { threads: 1 })).flows)
  }),
  { seed: 1 },
)

/** Does not: that no frame is ever policed. The scenario that says so is as simple as it gets. */
const found = await fc.check(
  fc.asyncProperty(scenarios({ kinds: ['cbr'], load: { min: 150, max: 300 } }), async scenario => {
    const checked = check(scenario)
    if (!checked.ok) return false
    const { flows } = await run(checked.loaded, { threads: 1 })
    return flows.every(({ dropped }) => dropped.byCause.policed === 0)
  }),
  { seed: 6 },
)
const { duration, interlinks, traffic } = found.counterexample![0]
console.log(duration, JSON.stringify(interlinks))
console.log(JSON.stringify(traffic))
