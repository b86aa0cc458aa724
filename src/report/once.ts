/** Answers that are worked out once: a run may have thousands of flows, each asked about often. */

/** A function of an object that remembers its answer for as long as the object lives. */
export const oncePer = <K extends object, V>(answer: (of: K) => V): ((of: K) => V) => {
  const known = new WeakMap<K, V>()
  return of => {
    if (!known.has(of)) known.set(of, answer(of))
    return known.get(of)!
  }
}
