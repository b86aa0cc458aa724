/** Why bits were read wrong: how weak the light was, since when, and what made it so. */
import { type Direction, towards } from '../model/direction.ts'
import { type OpticalBudget, explainLight } from '../model/optics.ts'
import { afterPlantEvent, budgetOf, wholePlant } from '../model/plant.ts'
import type { ConnectionEvent } from '../model/scheduled-event.ts'
import { toSeconds } from '../units.ts'
import { type Context, connectionNamed } from './context.ts'
import { momentOf } from './outages.ts'

/** The weakest that the light of a direction ever is, and the event that makes it so; null: none. */
interface Weakest {
  readonly budget: OpticalBudget
  readonly event: Extract<ConnectionEvent, { spot: { kind: 'segment' } }> | null
}

const weakestOn = (context: Context, id: string, direction: Direction): Weakest => {
  let plant = wholePlant(connectionNamed(context, id))
  let weakest: Weakest = { budget: budgetOf(plant, direction), event: null }
  for (const event of context.scenario.events) {
    if (!('connection' in event) || event.connection !== id) continue
    plant = afterPlantEvent(plant, event)
    const budget = budgetOf(plant, direction)
    if (event.spot.kind !== 'segment' || budget.light.kind !== 'errored') continue
    if (budget.margin < weakest.budget.margin) {
      weakest = { budget, event: event as Weakest['event'] }
    }
  }
  return weakest
}

/** Why frames of a connection were lost to bit errors, as the second half of a sentence. */
export const bitErrorCause = (context: Context, id: string, direction: Direction): string => {
  const { budget, event } = weakestOn(context, id, direction)
  const light = `light ${towards(direction)} on ${id} was ${explainLight(budget)}`
  if (event === null) return light
  const since = momentOf(context, toSeconds(event.at))
  return `${event.spot.segment} loses more from ${since} on, on the customer's side of the demarcation; ${light}`
}

/** What would help against them. */
export const bitErrorRemedy = (
  context: Context,
  id: string,
  direction: Direction,
): { readonly edit: string; readonly path: readonly string[] } => {
  const { event } = weakestOn(context, id, direction)
  const path = ['connections', id, 'crossConnect']
  return event === null
    ? { edit: `change connections.${id}.crossConnect or optics`, path }
    : { edit: `clean or repair ${event.spot.segment} sooner, or leave more margin`, path }
}
