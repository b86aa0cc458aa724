/** Networks in CIDR notation (RFC 4632, RFC 4291): what is wrong with a text that shall name one. */
import ipaddr from 'ipaddr.js'
import type { Family } from '../model/demand.ts'

/** What is wrong, what to do, and the text that would be right where it is known. */
export interface CidrFault {
  readonly problem: string
  readonly remedy: string
  readonly fix?: string
}

const NAME: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' }
const EXAMPLE: Readonly<Record<Family, string>> = { ipv4: '10.0.0.0/8', ipv6: '2001:db8::/32' }
const BITS: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 }
/** No network is written longer. */
const LENGTH_MAX = 64

const shorten = (text: string): string => (text.length > 50 ? `${text.slice(0, 49)}…` : text)

/** The family of an address in its full form: four decimal numbers, or groups of digits and colons. */
const familyOf = (address: string): Family | null => {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return 'ipv4'
  // A zone names an interface of one machine, no network.
  return !address.includes('%') && ipaddr.IPv6.isValid(address) ? 'ipv6' : null
}

/** The network of an address, which has no bits beyond its prefix. */
const networkOf = (text: string, family: Family): string =>
  family === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(text).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(text).toRFC5952String()

/**
 * What is wrong with `text` as a network; null where nothing is.
 *
 * @param family  which it must be of; null: either
 */
export const cidrFault = (text: string, family: Family | null): CidrFault | null => {
  const found = shorten(text)
  const remedy = `write a network${family === null ? '' : ` of ${NAME[family]}`} such as ${EXAMPLE[family ?? 'ipv4']}`
  const [address = '', length, ...rest] = text.length > LENGTH_MAX ? [] : text.split('/')
  const is = familyOf(address)
  if (is === null || rest.length > 0) {
    return { problem: `${text === '' ? 'an empty text' : found} is no network`, remedy }
  }
  if (family !== null && is !== family) {
    return {
      problem: `${found} is of ${NAME[is]}, the policy of ${NAME[family]}`,
      remedy: `name it under ${is}`,
    }
  }
  const bits = BITS[is]
  if (length === undefined) {
    return {
      problem: `${found} has no prefix length`,
      remedy: `write /${bits} for one address, less for a network`,
      fix: `${address}/${bits}`,
    }
  }
  if (!/^(?:0|[1-9]\d{0,2})$/u.test(length) || Number(length) > bits) {
    return {
      problem: `/${length} is no prefix length of ${NAME[is]}`,
      remedy: `prefix lengths go from 0 to ${bits}`,
    }
  }
  const network = `${networkOf(text, is)}/${length}`
  const written = is === 'ipv4' ? address : ipaddr.IPv6.parse(address).toRFC5952String()
  return `${written}/${length}` === network
    ? null
    : {
        problem: `${found} has bits beyond its prefix of ${length}`,
        remedy: `name the network, ${network}`,
        fix: network,
      }
}
