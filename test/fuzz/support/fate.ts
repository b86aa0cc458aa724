import type { FuzzCase } from '../cases.ts'

/** What becomes of an input in the hands of `stuck-worker.ts`; null: nothing ever. */
export const fateOf = ({ scenario, files }: FuzzCase): 'fine' | 'broken' | 'dead' | null => {
  if (files.length > 1) return 'dead'
  if (files.length === 1) return 'broken'
  return scenario.name.endsWith('.json') ? null : 'fine'
}
