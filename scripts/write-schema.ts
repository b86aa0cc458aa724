/** Writes scenario.schema.json, which editors read, from the schema that the loader uses. */
import { writeFileSync } from 'node:fs'
import { scenarioJsonSchema } from '../src/scenario/schema.ts'

const target = new URL('../scenario.schema.json', import.meta.url)
writeFileSync(target, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`)
