/** Loaded into a process before its program: tells its largest resident memory, in KiB, on descriptor 3. */
import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
}
