/** Where something stands in a document: keys and indexes from the top, `['traffic', 0, 'source']`. */
export type Path = readonly (string | number)[]
