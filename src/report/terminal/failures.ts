/** The section about lost connections: each objective at its worst, and without which one. */
import type { Context } from '../context.ts'
import { worstCasesIn } from '../failures.ts'
import type { Locate } from '../judged.ts'
import { count } from './figures.ts'
import { titled } from './lines.ts'
import { objectiveTable } from './objective-table.ts'
import type { Surface } from './style.ts'
import { proseWidth, wrap } from './text.ts'

/**
 * The section; no lines where no connection was to be lost, or nothing is judged.
 *
 * @param file  the scenario as the user named it
 */
export const failureLines = (
  context: Context,
  locate: Locate,
  file: string,
  surface: Surface,
): readonly string[] => {
  const { failures = [], replications = null } = context.document
  const worst = worstCasesIn(context)
  if (worst.length === 0) return []
  const [only, ...others] = failures
  const title =
    others.length === 0
      ? 'one connection lost: the only one'
      : `one connection lost: the worst of ${count(failures.length)} runs, each without one of them`
  const remark =
    others.length === 0
      ? wrap(
          `${only!.connection} is the only connection: without it everything that it carried is lost`,
          proseWidth(surface),
          ' ',
        )
      : []
  return [
    ...titled(surface, title),
    ...objectiveTable(worst, locate, file, surface, replications),
    ...remark,
  ]
}
