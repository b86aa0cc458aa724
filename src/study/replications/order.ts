/** Work that is done in any order, several pieces at once, and taken in its own. */

/** A piece of work as it ended. */
type Outcome<T> =
  | { readonly isDone: true; readonly value: T }
  | { readonly isDone: false; readonly error: unknown }

/**
 * Does pieces of work and takes what comes of them in their order.
 *
 * @param count  how many pieces
 * @param ahead  how many may be under way or done and not taken, by how many are taken; at least 1
 * @param begin  does one
 * @param take   takes the next one; true: enough, the others are left
 * @param fail   makes what is thrown of what a piece threw
 */
export const inOrder = async <T>(
  count: number,
  ahead: (taken: number) => number,
  begin: (index: number) => Promise<T>,
  take: (value: T) => boolean,
  fail: (error: unknown, index: number) => unknown,
): Promise<void> => {
  const underWay: Promise<Outcome<T>>[] = []
  let begun = 0
  for (let taken = 0; taken < count; taken++) {
    while (begun < Math.min(count, taken + ahead(taken))) {
      underWay.push(
        begin(begun++).then(
          value => ({ isDone: true, value }),
          (error: unknown) => ({ isDone: false, error }),
        ),
      )
    }
    const outcome = await underWay.shift()!
    if (!outcome.isDone) throw fail(outcome.error, taken)
    if (take(outcome.value)) return
  }
}
