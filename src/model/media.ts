/**
 * The media of a cross-connect: what the optics at both ends of a single-mode fibre pair are.
 *
 * Both directions of a medium are alike, each on a fibre of its own. Powers are averages, of a
 * medium with several lanes those of each lane; `sensitivity` is the least average power received
 * at which a compliant link keeps its bit error ratio of 1e-12 (802.3's "average receive power
 * (min)"; of 1000BASE-LX its receive sensitivity). `docs/decisions/optics.md` names the tables and
 * the second source of each value, and says what was chosen where sources differ.
 */
import {
  type BitsPerSecond,
  type Millimetres,
  type NanoDb,
  type NanoDbm,
  bitsPerSecond,
  millimetres,
  nanoDb,
  nanoDbm,
} from '../units.ts'

/** What the standard calls a medium. */
export type MediumName =
  | '1000BASE-LX'
  | '10GBASE-LR'
  | '10GBASE-ER'
  | '100GBASE-LR4'
  | '100GBASE-ER4'

/** A pair of optics and what they bridge; powers are those of one lane. */
export interface Medium {
  readonly name: MediumName
  readonly portSpeed: BitsPerSecond
  /** How far the standard lets it go over single-mode fibre. */
  readonly reach: Millimetres
  /** Band of its light, nm: 1310 (zero dispersion) or 1550 (least loss). */
  readonly band: 1310 | 1550
  readonly lanes: number
  /** Symbols per second on one lane; each is one bit of the line code. */
  readonly baud: number
  readonly lineCode: '8b/10b' | '64b/66b'
  readonly launchMin: NanoDbm
  readonly launchMax: NanoDbm
  readonly sensitivity: NanoDbm
  /** The most average power that a receiver still reads. */
  readonly overload: NanoDbm
}

const GIGA = 1_000_000_000
const KILOMETRE = 1_000_000

/** What all media of a port speed share. */
type Line = Pick<Medium, 'portSpeed' | 'lanes' | 'baud' | 'lineCode'>

const GIGABIT: Line = {
  portSpeed: bitsPerSecond(GIGA),
  lanes: 1,
  baud: 1.25 * GIGA,
  lineCode: '8b/10b',
}
const TEN_GIGABIT: Line = {
  portSpeed: bitsPerSecond(10 * GIGA),
  lanes: 1,
  baud: 10.3125 * GIGA,
  lineCode: '64b/66b',
}
/** The lanes are four wavelengths from 1295 to 1310 nm on one fibre. */
const HUNDRED_GIGABIT: Line = {
  portSpeed: bitsPerSecond(100 * GIGA),
  lanes: 4,
  baud: 25.78125 * GIGA,
  lineCode: '64b/66b',
}

/** What the standard says of a pair of optics, in its own units. */
interface Optics {
  /** In km. */
  readonly reach: number
  readonly band: Medium['band']
  /** Average powers, dBm to one decimal. */
  readonly launch: readonly [min: number, max: number]
  readonly receive: readonly [min: number, max: number]
}

const tenths = (dbm: number): NanoDbm => nanoDbm(Math.round(dbm * 10) * 100_000_000)

const medium = (name: MediumName, line: Line, { reach, band, ...powers }: Optics): Medium => ({
  name,
  ...line,
  reach: millimetres(reach * KILOMETRE),
  band,
  launchMin: tenths(powers.launch[0]),
  launchMax: tenths(powers.launch[1]),
  sensitivity: tenths(powers.receive[0]),
  overload: tenths(powers.receive[1]),
})

/** All media, by port speed; the first of a speed is its default. */
export const MEDIA: readonly Medium[] = [
  // IEEE 802.3, 38.4 (tables 38-6 to 38-8); Nokia 1850 TSS-5, tables 10-40 to 10-42.
  medium('1000BASE-LX', GIGABIT, {
    reach: 5,
    band: 1310,
    launch: [-11, -3],
    receive: [-19, -3],
  }),
  // IEEE 802.3, 52.6 (tables 52-12, 52-13); Russian rules for 10GBASE-L, table 3.
  medium('10GBASE-LR', TEN_GIGABIT, {
    reach: 10,
    band: 1310,
    launch: [-8.2, 0.5],
    receive: [-14.4, 0.5],
  }),
  // IEEE 802.3, 52.7 (tables 52-16, 52-17); Avaya 8800 installation guide, table 39.
  medium('10GBASE-ER', TEN_GIGABIT, {
    reach: 40,
    band: 1550,
    launch: [-4.7, 4],
    receive: [-15.8, -1],
  }),
  // IEEE 802.3, 88.7 (tables 88-7, 88-8); P. Anslow to 802.3ba, 30 June 2009.
  medium('100GBASE-LR4', HUNDRED_GIGABIT, {
    reach: 10,
    band: 1310,
    launch: [-4.3, 4.5],
    receive: [-10.6, 4.5],
  }),
  // As above; overload on the standard's word alone.
  medium('100GBASE-ER4', HUNDRED_GIGABIT, {
    reach: 40,
    band: 1310,
    launch: [-2.9, 2.9],
    receive: [-20.9, 4.5],
  }),
]

/** Names of all media. */
export const MEDIUM_NAMES: readonly MediumName[] = MEDIA.map(({ name }) => name)

/** The medium of a name. */
export const mediumNamed = (name: MediumName): Medium => MEDIA.find(each => each.name === name)!

/** The medium of a port where none is named: the shortest of its speed; null where ports have no such speed. */
export const defaultMedium = (portSpeed: BitsPerSecond): Medium | null =>
  MEDIA.find(each => each.portSpeed === portSpeed) ?? null

/**
 * What one millimetre of single-mode fibre loses, 10^-9 dB: 0.4 dB/km at 1310 nm, 0.25 dB/km at
 * 1550 nm, planning values for cabled fibre.
 */
export const FIBRE_LOSS_PER_MM: Readonly<Record<Medium['band'], number>> = { 1310: 400, 1550: 250 }

/** A connector at its worst, and a fusion splice: what a segment loses where none is stated. */
export const CONNECTOR_LOSS: NanoDb = nanoDb(500_000_000)
export const SPLICE_LOSS: NanoDb = nanoDb(100_000_000)
