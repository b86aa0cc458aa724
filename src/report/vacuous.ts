/** Objectives that count as met because nothing was offered to judge them by. */
import { towards } from '../model/direction.ts'
import type { Context } from './context.ts'
import { groupBy } from '../group.ts'
import { type Judged, type Locate, delayNoun, judgedIn, subjectOf } from './judged.ts'
import { printable } from './terminal/text.ts'

const of = (group: readonly Judged[]): string => {
  const [first, ...others] = group
  const { id, direction } = subjectOf(first!.result)
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `${id} ${towards(direction)}${more}`
}

/**
 * A warning for each such objective, a line without a line feed:
 * `hybrid.yaml:58:5: objectives[1]: nothing was offered on web to cloud; …`.
 *
 * @param file  the scenario as the user named it
 */
export const vacuousWarnings = (
  context: Context,
  locate: Locate,
  file: string,
): readonly string[] => {
  const vacuous = judgedIn(context).filter(({ result }) => result.met && result.value === null)
  return [...groupBy(vacuous, ({ index }) => index)].map(([index, group]) => {
    const place = locate(['objectives', index])
    const where = place === null ? file : `${file}:${place.line}:${place.column}`
    return (
      `${printable(where)}: objectives[${index}]: nothing was offered on ${of(group)}, so there is ` +
      `no ${delayNoun(group[0]!.result.metric)}; it counts as met`
    )
  })
}
