/**
 * Whole numbers in few letters: differences of neighbours, the sign in the lowest bit, five bits a
 * letter, the sixth says that more follow. Exact up to 2^52. The alphabet is that of base64.
 */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES: ReadonlyMap<string, number> = new Map([...LETTERS].map((letter, i) => [letter, i]))

/** Whole numbers as letters. */
export const packed = (numbers: Iterable<number>): string => {
  let text = ''
  let before = 0
  for (const number of numbers) {
    const difference = number - before
    before = number
    let rest = difference < 0 ? -2 * difference + 1 : 2 * difference
    do {
      const digit = rest % 32
      rest = Math.floor(rest / 32)
      text += LETTERS[rest > 0 ? digit + 32 : digit]!
    } while (rest > 0)
  }
  return text
}

/** The numbers that `packed` was given. */
export const unpacked = (text: string): number[] => {
  const numbers: number[] = []
  let before = 0
  let value = 0
  let scale = 1
  for (const letter of text) {
    const digit = VALUES.get(letter)!
    value += (digit % 32) * scale
    scale *= 32
    if (digit >= 32) continue
    before += value % 2 === 1 ? -(value - 1) / 2 : value / 2
    numbers.push(before)
    value = 0
    scale = 1
  }
  return numbers
}
