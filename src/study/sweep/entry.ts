/** How a thread that plays combinations is started. */
import { type Entry, entryBeside } from '../../sim/threads/entry.ts'

/** The file of `worker.ts`. */
export const ENTRY: Entry = entryBeside(import.meta.url)
