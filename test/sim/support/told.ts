/** Small worlds whose whole course can be followed on paper, and the arithmetic that does. */
import type { Direction } from '../../../src/model/direction.ts'
import type { Connection, Interlink } from '../../../src/model/world.ts'
import { bitsPerSecond, bytes } from '../../../src/units.ts'
import { cable } from '../../model/physical.ts'
import { replay } from './sources.ts'
import { type ReplayWorld, connection, interlink, scenario } from './worlds.ts'

/** A world with its story. */
export interface Told {
  readonly title: string
  /** What stands where. */
  readonly setting: string
  readonly direction: Direction
  readonly world: ReplayWorld
  /** Why each number of the table is what it is. */
  readonly byHand: string
}

type Frames = readonly (readonly [time: number, size: number])[]

/** 120 m of fibre: 588 ns. The port has 10 Gbit/s: a byte takes 0.8 ns, whole picoseconds. */
const CABLE = cable(120_000, 588_000)

const told = (
  direction: Direction,
  interlinks: readonly (Partial<Interlink> & { readonly id: string })[],
  frames: Readonly<Record<string, Frames>>,
  over: Partial<Connection> = {},
): Pick<Told, 'direction' | 'world'> => ({
  direction,
  world: {
    frames: new Map(
      Object.entries(frames).map(([id, list]) => [
        id,
        list.map(([time, size]) => ({ time, size })),
      ]),
    ),
    scenario: scenario({
      connections: [connection({ crossConnect: CABLE, ...over })],
      interlinks: interlinks.map((over, i) => interlink({ vlan: 101 + i, ...over })),
      traffic: Object.keys(frames).map(id => replay(id, { interlink: id, direction })),
      duration: 1e9,
    }),
  },
})

const times = (count: number, size: number, time = 0): Frames =>
  Array.from({ length: count }, () => [time, size] as const)

const police = { toCustomer: 'police', toCloud: 'police' } as const

/** All of them, by the name of their file. */
export const TOLD: Readonly<Record<string, Told>> = {
  'shaping-a-burst': {
    title: 'A shaper lets a burst of three frames through and spaces out the rest',
    setting: `Port 10 Gbit/s, cable 588 ns. InterLink web: 1 Gbit/s, shaped, burst 3012 bytes, counted l2.`,
    ...told('toCustomer', [{ id: 'web', burst: bytes(3012) }], { web: times(5, 1000) }),
    byHand: `A frame of 1000 bytes counts 1004 with its tag; the bucket holds 3 × 1004 = 3012: frames 1 to 3.
1004 bytes are 8032 bits, at 1 Gbit/s 8032 ns: frame 4 at 8032, frame 5 at 2 × 8032 = 16064.
On the wire a frame takes 1024 bytes, 819.2 ns: frame 2 begins at 819.2, frame 3 at 1638.4.
Its last bit leaves 1012 bytes, 809.6 ns, after its first and needs 588 ns: first bit + 1397.6.`,
  },
  'fractions-of-a-picosecond': {
    title: 'A rate that does not divide a picosecond is kept to the fraction',
    setting: `Port 10 Gbit/s, cable 588 ns. InterLink web: 333 Mbit/s, shaped, burst 2008 bytes, counted l2.`,
    ...told('toCustomer', [{ id: 'web', bandwidth: bitsPerSecond(333e6), burst: bytes(2008) }], {
      web: times(6, 1000),
    }),
    byHand: `The bucket holds 2 × 1004 bytes: frames 1 and 2. Each further frame needs 8032 bits at 333 Mbit/s:
8032/333 µs = 24120.120120… ns. Frame 3 at once that, rounded up to the picosecond: 24120.121.
Frame 4 at twice that, 48240.240240…: 48240.241, not twice 24120.121. Frame 5 at thrice, 72360.360…:
72360.361. Frame 6 at four times, 96480.480…: 96480.481. Delivered 1397.6 after the first bit.`,
  },
  policing: {
    title: 'A policer drops what finds too few tokens, and drops take none',
    setting: `Port 10 Gbit/s, cable 588 ns. InterLink web: 1 Gbit/s, policed, burst 2008 bytes, counted l2.`,
    ...told('toCustomer', [{ id: 'web', burst: bytes(2008), enforce: police }], {
      web: [...times(3, 1000), [4_000_000, 64], [8_031_999, 1000], [8_576_000, 1000]],
    }),
    byHand: `The bucket holds 2 × 1004 bytes, 16064 bits: frames 1 and 2 take all, frame 3 finds none.
At 4000 ns it holds 4000 bits again; frame 4 counts 68 bytes, 544 bits, and passes: 3456 bits are left.
At 8031.999 ns it holds 3456 + 4031.999 = 7487.999: frame 5 needs 8032.
At 8576 ns it holds 3456 + 4576 = 8032 to the bit: frame 6 passes. A picosecond earlier it would not have.
Frame 4 takes 76 bytes to its last bit: 60.8 + 588 = 648.8 ns.`,
  },
  'tie-at-the-port': {
    title: 'Two InterLinks reach the port at the same picosecond, twice',
    setting: `Port 10 Gbit/s, cable 588 ns. InterLinks of 1 Gbit/s, shaped, in the file: first voice, then bulk; traffic names bulk first.
voice: burst 1004 bytes. bulk: burst 65536 bytes.`,
    ...told('toCustomer', [{ id: 'voice', burst: bytes(1004), mtu: bytes(982) }, { id: 'bulk' }], {
      bulk: [
        [0, 1500],
        [8_032_000, 1500],
      ],
      voice: times(2, 1000),
    }),
    byHand: `At 0 both release a frame, and voice stands first in the file: frame 1 begins, frame 3 waits 1024 bytes, 819.2 ns.
(Frames are numbered as emitted: at one instant in the order of the file, too.)
The second of voice needs 8032 bits at 1 Gbit/s: released at 8032 ns, as bulk’s second arrives.
Whether a frame was held or just came makes no difference to the port: voice goes first again, bulk at 8851.2.
Delivered: 1000 bytes 809.6 + 588 = 1397.6, 1500 bytes 1512 × 0.8 + 588 = 1797.6 ns after the first bit.`,
  },
  'port-overflow': {
    title: 'A port’s buffer of two frames takes two, and a third as soon as one has gone',
    setting: `Port 10 Gbit/s, cable 588 ns, buffer 2000 bytes. InterLink web: 1 Gbit/s, policed, burst 65536 bytes.`,
    ...told(
      'toCustomer',
      [{ id: 'web', enforce: police }],
      {
        web: [...times(4, 1000), [819_199, 64], [819_200, 1000], [819_200, 1]].slice(
          0,
          6,
        ) as Frames,
      },
      { queue: bytes(2000) },
    ),
    byHand: `Frame 1 goes on the wire at once and is in no buffer; frames 2 and 3 fill it, frame 4 finds no room.
A picosecond before frame 1 has had its 1024 bytes of wire, 819.2 ns, not even 64 bytes fit: frame 5.
At 819.2 ns frame 2 begins and has made room before frame 6 arrives.
Frame 3 begins at 1638.4, frame 6 at 2457.6. Delivered 1397.6 ns after the first bit.`,
  },
  'shaper-before-policer': {
    title:
      'A customer’s shaper as strict as the policer behind it, and still a loss: the port bunches frames',
    setting: `Port 10 Gbit/s, cable 588 ns, to the cloud. InterLinks in the file: first bulk, then web.
web: customer’s shaper 1 Gbit/s, burst 1004 bytes; the provider polices 1 Gbit/s, burst 1004 bytes. bulk: policed, burst 65536 bytes.`,
    ...told(
      'toCloud',
      [
        { id: 'bulk' },
        {
          id: 'web',
          burst: bytes(1004),
          mtu: bytes(982),
          customerShaper: {
            rate: bitsPerSecond(1e9),
            burst: bytes(1004),
            queue: bytes(10_000),
          },
        },
      ],
      { bulk: times(1, 1500), web: times(3, 1000) },
    ),
    byHand: `The shaper releases web’s frames 8032 ns apart, as the policer counts: at 0, 8032 and 16064.
But at 0 bulk stands first at the port: frame 2 begins 1524 bytes of wire later, at 1219.2 ns.
Frame 3 finds the port free: at the policer it is 8032 - 1219.2 = 6812.8 ns behind frame 2, which took all
8032 bits; 6812.8 have come back: dropped. It took none, so at frame 4 the bucket is full again.
At the bucket: first bit + 1012 × 0.8 + 588 = 1397.6; frame 1 with 1500 bytes 1512 × 0.8 + 588 = 1797.6.`,
  },
}
