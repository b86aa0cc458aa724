/** The two directions of a connection, each with its own buckets, queues and port buffer. */
export type Direction = 'toCustomer' | 'toCloud'

/** Both directions, in the order in which results list them. */
export const DIRECTIONS: readonly Direction[] = ['toCustomer', 'toCloud']

/** A direction in words. */
export const towards = (direction: Direction): string =>
  direction === 'toCustomer' ? 'to customer' : 'to cloud'
