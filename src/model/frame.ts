/**
 * Sizes of an Ethernet frame as the product counts them (IEEE 802.3-2022, clause 4A.4.2 for the
 * gap; IEEE 802.1Q-2022, clause 9.6 for the tag).
 *
 * A frame of size n is n bytes from destination address to FCS, without its VLAN tag.
 */
import { match } from 'ts-pattern'
import { type BitsPerSecond, type Bytes, type Ps, PS_PER_SECOND, bytes, ps } from '../units.ts'

/** The smallest frame, bytes from destination address to FCS. */
export const FRAME_MIN: Bytes = bytes(64)
/** The largest frame that ports carry, bytes from destination address to FCS. */
export const FRAME_MAX: Bytes = bytes(9216)
/** Ethernet header and FCS around an IP packet, bytes. */
export const ETHERNET_OVERHEAD = 18
/** 802.1Q tag (4), preamble and SFD (8): what precedes the last bit of a frame on the wire, bytes. */
export const TAG_AND_PREAMBLE = 12
/** Tag, preamble, SFD and inter-frame gap (12): what a frame occupies the port beyond n, bytes. */
export const WIRE_OVERHEAD = 24

/** What an InterLink's bandwidth counts: the wire, the tagged frame or the IP packet. */
export type Layer = 'l1' | 'l2' | 'l3'

/** Bytes that a layer counts beyond n: +24, +4 or -18. */
export const countedOverhead = (layer: Layer): number =>
  match(layer)
    .with('l1', () => WIRE_OVERHEAD)
    .with('l2', () => 4)
    .with('l3', () => -ETHERNET_OVERHEAD)
    .exhaustive()

/** The largest frame that an MTU admits, bytes from destination address to FCS. */
export const largestFrame = (mtu: Bytes): Bytes => bytes(mtu + ETHERNET_OVERHEAD)

/** Time of one byte on a port: 8000, 800 or 80 ps at 1, 10 or 100 Gbit/s. Exact for these. */
export const byteTime = (portSpeed: BitsPerSecond): Ps => ps((8 * PS_PER_SECOND) / portSpeed)
