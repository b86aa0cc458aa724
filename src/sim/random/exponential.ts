/**
 * Exponential variates of mean 1 by the ziggurat of Marsaglia and Tsang ("The ziggurat method for
 * generating random variables", J. Stat. Softw. 5:8, 2000): 256 layers of equal area under e^-x.
 *
 * One step of the generator serves 98.9 % of the draws: 8 bits choose the layer, 24 bits the place in
 * it, and 32 more bits of the generator's raw state fill in below them, so that small values are
 * not grainy. The remaining draws take the exact path.
 */
import { exp, ln } from '../../portable.ts'
import { type Stream, nextUniform, nextWord } from './stream.ts'

const LAYERS = 256
/** Where the tail begins, and the area of each layer (Marsaglia and Tsang, table for 256 layers). */
const TAIL = 7.697_117_470_131_05
const AREA = 0.003_949_659_822_581_557

/** Right edge of each layer; layer 0 is the base with the tail folded in. */
const EDGE = new Float64Array(LAYERS + 1)
/** Height of the density at each edge. */
const HEIGHT = new Float64Array(LAYERS + 1)
/** Edge of a layer per unit of its 24-bit place. */
export const WIDTH: Float64Array = new Float64Array(LAYERS)
/** Places below this lie wholly under the density, whatever their height. */
export const SURE: Float64Array = new Float64Array(LAYERS)

EDGE[0] = AREA / exp(-TAIL)
EDGE[1] = TAIL
for (let i = 2; i < LAYERS; i++) EDGE[i] = -ln(AREA / EDGE[i - 1]! + exp(-EDGE[i - 1]!))
EDGE[LAYERS] = 0
for (let i = 0; i <= LAYERS; i++) HEIGHT[i] = exp(-EDGE[i]!)
for (let i = 0; i < LAYERS; i++) {
  WIDTH[i] = EDGE[i]! / 16_777_216
  SURE[i] = (EDGE[i + 1]! / EDGE[i]!) * 16_777_216
}

/**
 * Finishes a draw whose place did not lie surely under the density.
 *
 * @param layer  0 … 255
 * @param place  0 … 2^24, at least `SURE[layer]`
 */
export const finishExponential = (stream: Stream, layer: number, place: number): number => {
  let shift = 0
  let i = layer
  let x = place * WIDTH[i]!
  for (;;) {
    if (x < EDGE[i + 1]!) return shift + x
    if (i === 0) {
      // The tail of an exponential is the same exponential again, further right.
      shift += TAIL
    } else {
      const height = HEIGHT[i]! + nextUniform(stream) * (HEIGHT[i + 1]! - HEIGHT[i]!)
      if (height < exp(-x)) return shift + x
    }
    const below = stream[0]! >>> 0
    const word = nextWord(stream)
    i = word & 255
    x = ((word >>> 8) + below / 4_294_967_296) * WIDTH[i]!
  }
}

/** Draws one exponential variate of mean 1. */
export const nextExponential = (stream: Stream): number => {
  const below = stream[0]! >>> 0
  const word = nextWord(stream)
  const layer = word & 255
  const place = (word >>> 8) + below / 4_294_967_296
  return place < SURE[layer]! ? place * WIDTH[layer]! : finishExponential(stream, layer, place)
}
