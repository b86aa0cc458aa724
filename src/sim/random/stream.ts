/**
 * Independent streams of random bits: xoshiro128** by Blackman and Vigna ("Scrambled linear
 * pseudorandom number generators", ACM TOMS 47:4, 2021), 32 bits a step, period 2^128 - 1.
 *
 * A stream is four words of state. Loops that draw copy the words into locals, step there and store
 * them back; `nextWord` is the same step for places that draw seldom.
 */
import { createHash } from 'node:crypto'

/** State of a stream: four 32-bit words, not all zero. */
export type Stream = Int32Array

/**
 * The stream that belongs to a seed and a name. Names are hashed (SHA-256), so streams of different
 * names are unrelated and none depends on which others exist.
 *
 * @param seed  whole, not negative: a scenario's, 0 … 2^32 - 1, or that plus a replication's number
 * @param name  what the stream is for, unique within a run
 */
export const openStream = (seed: number, name: string): Stream => {
  const digest = createHash('sha256').update(`${seed}\n${name}`).digest()
  const stream = new Int32Array(4)
  for (let i = 0; i < 4; i++) stream[i] = digest.readInt32LE(4 * i)
  // Probability 2^-128, but the all-zero state would repeat itself for ever.
  if (stream.every(word => word === 0)) stream[0] = 1
  return stream
}

/** Advances `stream` by one step. @returns 32 random bits as a signed integer */
export const nextWord = (stream: Stream): number => {
  const s0 = stream[0]!
  const s1 = stream[1]!
  const s2 = stream[2]! ^ s0
  const s3 = stream[3]! ^ s1
  const scrambled = Math.imul(s1, 5)
  stream[0] = s0 ^ s3
  stream[1] = s1 ^ s2
  stream[2] = s2 ^ (s1 << 9)
  stream[3] = (s3 << 11) | (s3 >>> 21)
  return Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
}

/** A uniform number in [0, 1) with 53 random bits. */
export const nextUniform = (stream: Stream): number => {
  const high = nextWord(stream) >>> 5
  const low = nextWord(stream) >>> 6
  return (high * 67_108_864 + low) / 9_007_199_254_740_992
}
