/**
 * Light at both ends of a connection.
 *
 * Provisional: each end launches the least and needs the most light that the default medium of its
 * port speed allows (IEEE 802.3-2022, tables 38-7 and 38-8, 52-12 and 52-13, 88-7 and 88-8), and a
 * fibre takes 0.4 dB a kilometre.
 */
import type { Connection } from '../model/world.ts'

/** What is left of the light at each receiver. */
export interface Light {
  /** Launch power − losses − sensitivity, dB, by the direction in which the light travels. */
  readonly opticalMargin: { readonly toCustomer: number; readonly toCloud: number }
  /** Whether both directions have light enough, and none too much. */
  readonly lightOk: boolean
}

/** Least launch power − sensitivity, thousandths of a dB, by port speed. */
const BUDGETS: ReadonlyMap<number, number> = new Map([
  [1e9, 8_000],
  [1e10, 6_200],
  [1e11, 6_300],
])

/** The light of a connection. */
export const lightOf = ({ portSpeed, crossConnect }: Connection): Light => {
  // 0.4 dB a kilometre: 0.4 µdB a millimetre.
  const loss = Math.round(crossConnect.length / 2.5) / 1_000
  const margin = ((BUDGETS.get(portSpeed) ?? 0) - loss) / 1_000
  return { opticalMargin: { toCustomer: margin, toCloud: margin }, lightOk: margin >= 0 }
}
