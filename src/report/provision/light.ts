/** The light of a connection as `provision` tells it. */
import { type LightFound, lightOf, lightRemedy, lightTowards } from '../../model/light.ts'
import { explainLight, lightOk } from '../../model/optics.ts'
import type { Connection } from '../../model/world.ts'
import { NBSP } from '../terminal/text.ts'

/** A number and its unit are not parted. */
const unparted = (text: string): string => text.replaceAll(/(?<=\d) (?=(?:dBm?|B)\b)/gu, NBSP)

const told = (found: LightFound): string => {
  const where = found.directions.length > 1 ? 'each way' : lightTowards(found)
  return unparted(`${where} ${explainLight(found.budget)}`)
}

/** `each way sufficient: 6.152 dB of margin`, or what each direction has. */
export const lightText = (connection: Connection): string =>
  lightOf(connection).map(told).join('; ')

/** What ails the light of a connection, and who does what about it. */
export const lightFault = (
  connection: Connection,
): { readonly problem: string; readonly remedy: string } => {
  const ailing = lightOf(connection).filter(({ budget }) => !lightOk(budget))
  const strong = ailing.filter(({ budget }) => budget.light.kind === 'overloaded').length
  const amounts = [
    ...(strong < ailing.length ? ['too little'] : []),
    ...(strong > 0 ? ['too much'] : []),
  ]
  const remedies = ailing.map(lightRemedy).map(text => `${text[0]!.toUpperCase()}${text.slice(1)}.`)
  return {
    problem: `${connection.id} has ${amounts.join(' and ')} light, ${ailing.map(told).join('; ')}.`,
    remedy: unparted(remedies.join(' ')),
  }
}
