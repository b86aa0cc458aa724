/** `schema`: prints the scenario file's JSON Schema. */
import { scenarioJsonSchema } from '../../scenario/schema.ts'
import type { Console } from '../console.ts'
import { EXIT, type Exit } from '../exit.ts'

/** Prints the schema. */
export const schemaCommand = ({ out }: Console): Exit => {
  out.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`)
  return EXIT.done
}
