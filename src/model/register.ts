/** Things by id, and their ids in the order of the file. */
export interface Register<T> {
  readonly ids: readonly string[]
  get(id: string): T | undefined
}

/** The register of a list; its ids are unique. */
export const registerOf = <T extends { readonly id: string }>(list: readonly T[]): Register<T> => {
  const byId = new Map(list.map(each => [each.id, each]))
  return { ids: [...byId.keys()], get: id => byId.get(id) }
}
