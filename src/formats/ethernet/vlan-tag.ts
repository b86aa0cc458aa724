/** The EtherType of an 802.1Q tag. */
const TPID = 0x8100
/** Bytes of the two addresses, in front of the tag. */
const ADDRESSES = 12
/** Bytes of a tag. */
export const TAG_BYTES = 4

/**
 * Puts an 802.1Q tag into the first bytes of a frame: priority 0, not drop eligible.
 *
 * @param frame  at least its two addresses, without the tag
 * @param vlan   VID, 1 … 4094
 * @see IEEE 802.1Q-2022 §9.6
 */
export const tagged = (frame: Uint8Array, vlan: number): Uint8Array => {
  const bytes = new Uint8Array(frame.length + TAG_BYTES)
  bytes.set(frame.subarray(0, ADDRESSES))
  new DataView(bytes.buffer).setUint32(ADDRESSES, TPID * 65_536 + vlan)
  bytes.set(frame.subarray(ADDRESSES), ADDRESSES + TAG_BYTES)
  return bytes
}
