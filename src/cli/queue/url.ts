/** Where a queue is: `redis://[user:password@]host[:port][/database]`. */
import type { OptionValues } from '../option-values.ts'

const PROTOCOLS: readonly string[] = ['redis:', 'rediss:']

/** The URL of `--queue`; null where it is none. */
export const queueUrl = (values: OptionValues, text: string): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !PROTOCOLS.includes(url.protocol) || url.hostname === '') {
    return values.refuse(
      '--queue',
      withoutPassword(text),
      'a Redis such as redis://host:6379 is needed',
    )
  }
  return text
}

/** The same for messages. */
export const withoutPassword = (text: string): string =>
  text.replace(/(:\/\/[^:@/]*):[^@/]*@/u, '$1:***@')
