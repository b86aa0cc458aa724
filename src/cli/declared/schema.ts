/** What `schema` understands. */
import type { Declaration } from './declaration.ts'

/** `schema`. */
export const SCHEMA: Declaration = {
  about: "print the scenario file's JSON Schema for editors",
  argument: null,
  intro:
    'An editor with a YAML language server completes and checks scenarios with it. Rules that a ' +
    'schema cannot say (sums, references, files) are left to validate.',
  options: [],
  examples: [
    { line: 'interlink-sim schema > scenario.schema.json', remark: '' },
    {
      line: '# yaml-language-server: $schema=./scenario.schema.json',
      remark: 'first line of a scenario',
    },
  ],
  terms: null,
  exits: [],
}
