/** In place of a thread that plays: one that waits. */
import { waitForEver } from './waits.ts'

export default waitForEver
