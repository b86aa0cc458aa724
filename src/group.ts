/** Things of one kind, put together. */

/** Groups in the order in which their first members appear, each in the order of `items`. */
export const groupBy = <T, K>(
  items: readonly T[],
  key: (item: T) => K,
): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}
