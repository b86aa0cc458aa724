/** The light at both ends of a connection, in figures. */
import { lightOk, opticalBudget } from '../model/optics.ts'
import type { Connection } from '../model/world.ts'
import { toDecibels } from '../units.ts'

/** What is left of the light at each receiver. */
export interface LightFigures {
  /** Launch power − losses − sensitivity, dB, by the direction in which the light travels. */
  readonly opticalMargin: { readonly toCustomer: number; readonly toCloud: number }
  /** Whether both directions have light enough, and none too much. */
  readonly lightOk: boolean
  /** Whether the scenario says what the light passes, or all of that is defaults. */
  readonly lightPath: Connection['lightPath']
}

/** The light of a connection. */
export const lightFigures = (connection: Connection): LightFigures => {
  const toCustomer = opticalBudget(connection, 'toCustomer')
  const toCloud = opticalBudget(connection, 'toCloud')
  return {
    opticalMargin: {
      toCustomer: toDecibels(toCustomer.margin),
      toCloud: toDecibels(toCloud.margin),
    },
    lightOk: lightOk(toCustomer) && lightOk(toCloud),
    lightPath: connection.lightPath,
  }
}
