/** The light of a connection in words: what each direction has, what it lacks, and who acts. */
import { formatQuantity } from '../quantity.ts'
import { nanoDb } from '../units.ts'
import { senderOf } from './demarcation.ts'
import { DIRECTIONS, type Direction, towards } from './direction.ts'
import { type OpticalBudget, type Physical, explainLight, opticalBudget } from './optics.ts'

/** A budget, and the directions that have it. */
export interface LightFound {
  /** One, or both where their light is the same. */
  readonly directions: readonly Direction[]
  readonly budget: OpticalBudget
}

/** What light a connection has: once where both directions are alike, else of each. */
export const lightOf = (connection: Physical): readonly LightFound[] => {
  const found = new Map<string, { directions: Direction[]; budget: OpticalBudget }>()
  for (const direction of DIRECTIONS) {
    const budget = opticalBudget(connection, direction)
    const words = explainLight(budget)
    const before = found.get(words)
    if (before === undefined) found.set(words, { directions: [direction], budget })
    else before.directions.push(direction)
  }
  return [...found.values()]
}

/** Where light goes: `to customer and to cloud`. */
export const lightTowards = ({ directions }: Pick<LightFound, 'directions'>): string =>
  directions.map(towards).join(' and ')

/** What makes light that is too weak or too strong sufficient, and who does it. */
export const lightRemedy = ({ budget: { light, margin }, directions }: LightFound): string => {
  const [sender, other] = directions.map(senderOf)
  const launch =
    other !== undefined
      ? 'both sides launch'
      : sender === 'customer'
        ? 'launches'
        : 'the provider launches'
  if (light.kind === 'overloaded') {
    const excess = formatQuantity(light.excess, 'attenuation', ' ')
    return `the customer puts an attenuator of ${excess} into the cross-connect, or ${launch} as much less`
  }
  const short = formatQuantity(nanoDb(0 - margin), 'attenuation', ' ')
  return `the customer takes ${short} of loss out of the cross-connect, or ${launch} as much more`
}
