import type { ByteCursor } from './cursor.ts'

/** Most bytes captured of one record, Wireshark's limit; longer ones are damage. */
export const CAPTURED_MAX = 262_144

/** The only link type read: Ethernet. */
export const LINKTYPE_ETHERNET = 1

/** Why the lengths of a record cannot be true, or undefined. */
export const lengthFault = (captured: number, original: number): string | undefined => {
  if (captured > CAPTURED_MAX) {
    return `captured length ${captured} is above the limit of ${CAPTURED_MAX} bytes.`
  }
  if (captured > original) {
    return `captured length ${captured} is above the frame's original length ${original}.`
  }
  return undefined
}

/**
 * Length of the outermost VLAN tag of a frame: 4 for EtherType 0x8100, 0x88a8 or 0x9100, else 0.
 * The cursor stands at the frame's first byte and must hold 14 bytes of it.
 */
export const tagBytes = (cursor: ByteCursor): number => {
  const etherType = cursor.view.getUint16(cursor.at + 12, false)
  return etherType === 0x8100 || etherType === 0x88a8 || etherType === 0x9100 ? 4 : 0
}

/** Sentence for a link type that is not read. */
export const linkTypeFault = (linkType: number): string =>
  `link type ${linkType} is not read; only Ethernet (link type ${LINKTYPE_ETHERNET}) is.`

/** Sentence for a frame that is shorter than what is to be taken off it. */
export const trimFault = (original: number, fcs: number, tag: number): string =>
  `original length ${original} is below the ${fcs + tag} bytes of its FCS${tag > 0 ? ' and VLAN tag' : ''}.`

/** Sentence for a capture of more records than `limit`. */
export const countFault = (limit: number): string =>
  `the capture has more records than the limit of ${limit}.`
