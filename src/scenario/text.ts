/** From bytes to text: UTF-8 with or without a byte order mark, nothing that is not text. */
import { isUtf8 } from 'node:buffer'

/** Why bytes are no text. `offset` counts bytes from the beginning of the file. */
export interface TextFault {
  readonly offset: number
  readonly message: string
}

/** The text of a file, without its byte order mark, or why there is none. */
export type TextResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: TextFault }

/** What no text file holds: control characters other than tab, line feed and carriage return. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u

/** The offset of the first byte that is not UTF-8. */
const invalidOffset = (bytes: Uint8Array): number => {
  // Halving keeps "all before is UTF-8" true; a cut within a character is at most three bytes off.
  let valid = 0
  let invalid = bytes.length
  while (invalid - valid > 4) {
    const middle = (valid + invalid) >> 1
    let end = middle
    while (end > valid && (bytes[end]! & 0xc0) === 0x80 && middle - end < 3) end -= 1
    if (isUtf8(bytes.subarray(valid, end))) {
      if (end === valid) break
      valid = end
    } else invalid = end
  }
  for (let end = valid + 1; end <= bytes.length; end += 1) {
    if (isUtf8(bytes.subarray(valid, end))) valid = end
    else if (end - valid >= 4) break
  }
  return valid
}

/** Decodes the bytes of a scenario file. */
export const decode = (bytes: Uint8Array): TextResult => {
  const refuse = (offset: number, message: string): TextResult => ({
    ok: false,
    fault: { offset, message },
  })
  if (bytes.length === 0) return refuse(0, 'the file is empty; a scenario begins with its name')
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refuse(0, 'the file is UTF-16; save it as UTF-8')
  }
  const zero = bytes.indexOf(0)
  if (zero >= 0) return refuse(zero, `byte ${zero} is NUL; a scenario is a text file`)
  if (!isUtf8(bytes)) {
    const offset = invalidOffset(bytes)
    const found = `0x${bytes[offset]!.toString(16).padStart(2, '0')}`
    return refuse(offset, `byte ${offset} (${found}) is not UTF-8; save the file as UTF-8`)
  }
  const text = new TextDecoder().decode(bytes)
  const control = CONTROL.exec(text)
  if (control !== null) {
    const code = control[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    // The mark is no part of the text, but of the file.
    const mark = bytes.length - new TextEncoder().encode(text).length
    const offset = mark + new TextEncoder().encode(text.slice(0, control.index)).length
    return refuse(offset, `byte ${offset} is the control character U+${code}; remove it`)
  }
  return { ok: true, text }
}
