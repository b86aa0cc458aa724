import { classicKind } from '../pcap/magic.ts'
import { hexOf, strangerOf } from '../stranger.ts'

/**
 * Says why a file cannot be a table, by how it begins.
 *
 * @param head  its first 16 bytes, or all of a shorter file
 * @returns what is wrong; what to do; null where it may be text
 */
export const notText = (head: Uint8Array): string | null => {
  if (head.length === 0) return 'the file is empty; its first line must name the columns'
  const hex = hexOf(head)
  if (hex.startsWith('fffe') || hex.startsWith('feff')) {
    return 'the file is UTF-16; save it as UTF-8'
  }
  const magic = hex.slice(0, 8)
  if (magic === '0a0d0d0a' || classicKind(Number.parseInt(magic, 16)) !== undefined) {
    return 'the file is a capture of frames (pcap), no table'
  }
  if (hex.startsWith('504b0304')) {
    return 'the file is a zip archive, perhaps a spreadsheet; save it as CSV'
  }
  const stranger = strangerOf(head)
  if (stranger !== undefined) return `the file ${stranger}`
  return head.includes(0) ? 'the file is binary; a table is text' : null
}
