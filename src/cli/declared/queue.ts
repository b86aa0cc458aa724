/** The option of commands that share work by a queue. */
import type { Option } from './declaration.ts'

/** `--queue`. */
export const QUEUE: Option = {
  flag: '--queue',
  value: { kind: 'text', name: 'URL' },
  about: 'the Redis where tasks are: redis://host:6379',
}
