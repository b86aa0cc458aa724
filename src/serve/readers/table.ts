/** Which documents have a page, by their `format`. Another kind is added here. */
import type { Reader } from './reader.ts'
import { readRun } from './run.ts'

/** By `format`. */
export const READERS: ReadonlyMap<string, Reader> = new Map([['interlink-sim/result', readRun]])

/** Who reads a file that says no format and by its name is a result. */
export const USUAL: Reader = readRun

/** Letters of a document's beginning that are enough to tell its format. */
export const HEAD = 200

/** The format that a document says first of all, as this program writes them; null where it says none. */
export const formatIn = (head: string): string | null =>
  /^\uFEFF?\s*\{\s*"format"\s*:\s*"([^"]{1,100})"/u.exec(head)?.[1] ?? null
