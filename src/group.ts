/** Things of one kind, put together. */

/** Groups in the order in which their first members appear, each in the order of `items`. */
export const groupBy = <T, K>(
  items: Iterable<T>,
  key: (item: T) => K,
): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const its = key(item)
    const group = groups.get(its)
    if (group === undefined) groups.set(its, [item])
    else group.push(item)
  }
  return groups
}
