/** The scenario of a result, read again from the text that the result holds. */
import type { ResultDocument } from '../../sim/result/document.ts'
import { parseScenario } from '../../scenario/load.ts'
import { PS_PER_SECOND, ps } from '../../units.ts'
import type { PageScenario } from './view.ts'

/** Whether all that a result names is in a scenario; of another one it would be told nonsense. */
const belongs = (document: ResultDocument, { scenario }: PageScenario): boolean => {
  const { connections, interlinks } = scenario.world
  const [links, ports] = [interlinks, connections].map(
    each => new Set(each.map(({ id }: { readonly id: string }) => id)),
  ) as [Set<string>, Set<string>]
  const { flows, objectives } = document
  return (
    flows.every(({ interlink }) => links.has(interlink)) &&
    document.ports.every(({ connection }) => ports.has(connection)) &&
    objectives.every(each =>
      'interlink' in each ? links.has(each.interlink) : ports.has(each.connection),
    )
  )
}

/**
 * Reads the scenario that a result holds. Files that it names are not needed: what they hold is in the
 * figures already.
 *
 * @returns null where the result holds none, or one that is not its own
 */
export const readScenario = (document: ResultDocument): PageScenario | null => {
  const { seed, simulated, scenario } = document
  const { text } = scenario
  if (text === undefined) return null
  const duration = ps(Math.round(simulated.duration * PS_PER_SECOND))
  const asWritten = parseScenario(text)
  const isAsWritten =
    asWritten.ok &&
    asWritten.loaded.scenario.seed === seed &&
    asWritten.loaded.scenario.duration === duration
  const result = isAsWritten
    ? asWritten
    : parseScenario(text, undefined, { overrides: { seed, duration } })
  if (!result.ok) return null
  const { loaded } = result
  const read: PageScenario = {
    scenario: loaded.scenario,
    locate: loaded.locate,
    text,
    hasOtherDuration: !asWritten.ok || asWritten.loaded.scenario.duration !== duration,
  }
  return belongs(document, read) ? read : null
}
