/** The light of a connection as `provision` tells it. */
import { type LightFound, lightOf, lightRemedy, lightTowards } from '../../model/light.ts'
import { bringsLink, explainLight, lightOk } from '../../model/optics.ts'
import type { Connection } from '../../model/world.ts'
import { formatQuantity } from '../../quantity.ts'
import { type NanoDb, type NanoDbm, toDecibels } from '../../units.ts'
import { unparted } from '../terminal/text.ts'

const where = (found: LightFound): string =>
  found.directions.length > 1 ? 'each way' : lightTowards(found)

const told = (found: LightFound): string => `${where(found)} ${explainLight(found.budget)}`

const dbm = (value: NanoDbm): string => formatQuantity(value, 'power', ' ')
const db = (value: NanoDb): string => formatQuantity(value, 'attenuation', ' ')

/** `each way -8.2 dBm sent, 10 dB lost: -18.2 dBm arrives, -14.4 to 0.5 dBm is read`. */
const reckoned = (found: LightFound): string => {
  const { launch, loss, received, sensitivity, overload } = found.budget
  return (
    `${where(found)} ${dbm(launch)} sent, ${db(loss)} lost: ${dbm(received)} arrives, ` +
    `${toDecibels(sensitivity)} to ${dbm(overload)} is read`
  )
}

/**
 * `each way sufficient: 6.152 dB of margin`, or what each direction has.
 *
 * @param isJudged  whether the verdict says already what ails it and what to do; then the reckoning
 *   stands here instead
 */
export const lightText = (connection: Connection, isJudged: boolean): string =>
  unparted(
    lightOf(connection)
      .map(found => {
        if (lightOk(found.budget)) return told(found)
        return isJudged ? reckoned(found) : `${told(found)}; ${lightRemedy(found)}`
      })
      .join('; '),
  )

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`

/** What ails the light of a connection, and who does what about it; both are sentences. */
export const lightFault = (
  connection: Connection,
): { readonly problem: string; readonly remedy: string } => {
  const ailing = lightOf(connection).filter(({ budget }) => !lightOk(budget))
  const strong = ailing.filter(({ budget }) => budget.light.kind === 'overloaded').length
  const amounts = [
    ...(strong < ailing.length ? ['too little'] : []),
    ...(strong > 0 ? ['too much'] : []),
  ]
  const remedies = [
    ...(connection.lightPath === 'assumed'
      ? [`${connection.media.name} is assumed: the scenario names no media, segments or optics.`]
      : []),
    ...ailing.map(lightRemedy).map(sentence),
  ]
  return {
    problem: unparted(
      `${connection.id} has ${amounts.join(' and ')} light, ${ailing.map(told).join('; ')}.`,
    ),
    remedy: unparted(remedies.join(' ')),
  }
}

/** Whether the light of a connection lets its link be detected, even if frames are lost. */
export const isDetectable = (connection: Connection): boolean =>
  lightOf(connection).every(({ budget }) => bringsLink(budget))
