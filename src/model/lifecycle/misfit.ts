import type { Event } from './events.ts'

/** An event that no decision about an estate gave: a mistake of the program, not of a planner. */
export const misfit = ({ kind }: Event): Error =>
  new Error(`the event ${kind} does not follow from this estate`)
