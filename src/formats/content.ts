import type { Table } from './csv/read.ts'
import type { Capture } from './pcap/read.ts'

/** What an input file holds. */
export type Content =
  | { readonly kind: 'capture'; readonly capture: Capture }
  | { readonly kind: 'table'; readonly table: Table }
