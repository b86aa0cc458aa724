/** Why frames were dropped, in the order in which results list them. */
export const DROP_CAUSES = [
  'shaperQueueFull',
  'policed',
  'portQueueFull',
  'oversize',
  'linkDown',
  'notRouted',
  'bitError',
] as const
/** Why a frame was dropped. */
export type DropCause = (typeof DROP_CAUSES)[number]
