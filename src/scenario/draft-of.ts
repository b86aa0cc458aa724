/** From a scenario file whose shape holds to the model's draft, in the order of the file. */
import type { LimitDraft, ScenarioDraft } from '../model/draft.ts'
import { type Node, keysAt } from './document.ts'
import type { ScenarioFile } from './schema.ts'

/**
 * The draft of a file.
 *
 * @param root  the document, which alone knows the order of its mappings: JavaScript's objects put
 *   keys that look like numbers first
 */
export const draftOf = (root: Node, file: ScenarioFile): ScenarioDraft => {
  const ordered = <T>(key: string, named: Readonly<Record<string, T>>): (T & { id: string })[] =>
    keysAt(root, [key])
      .filter(id => Object.hasOwn(named, id))
      .map(id => ({ ...named[id]!, id }))
  const { $schema: _, series, objectives = [], vpcs = {}, ...rest } = file
  return {
    ...rest,
    seriesInterval: series?.interval,
    pops: ordered('pops', file.pops),
    vpcs: ordered('vpcs', vpcs),
    connections: ordered('connections', file.connections),
    interlinks: ordered('interlinks', file.interlinks),
    objectives: objectives.map(({ below, above, ...objective }) => ({
      ...objective,
      below: below as LimitDraft | undefined,
      above: above as LimitDraft | undefined,
    })),
  }
}
