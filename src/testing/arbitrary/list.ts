/** Lists that shrink further than fast-check's own. */
import fc from 'fast-check'
import type { Range } from './range.ts'

/** What is drawn of a list: each item with what it shrinks by. */
type Items<T> = readonly fc.Value<T>[]

/**
 * `fc.array` tries to do with fewer items first, and then never again: two items of which one would do
 * once it has become simple stay two. This one tries again after each simplification.
 */
class List<T> extends fc.Arbitrary<readonly T[]> {
  declare private readonly item: fc.Arbitrary<T>
  declare private readonly length: Range

  constructor(item: fc.Arbitrary<T>, length: Range) {
    super()
    this.item = item
    this.length = length
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<readonly T[]> {
    const count = random.nextInt(this.length.min, this.length.max)
    return this.drawn(Array.from({ length: count }, () => this.item.generate(random, bias)))
  }

  override canShrinkWithoutContext(_value: unknown): _value is readonly T[] {
    return false
  }

  override shrink(_value: readonly T[], context?: unknown): fc.Stream<fc.Value<readonly T[]>> {
    return fc.stream(this.simpler(context as Items<T>))
  }

  private *simpler(items: Items<T>): IterableIterator<fc.Value<readonly T[]>> {
    const spare = items.length - this.length.min
    // All that may go, the half of it, …, one; each size from every place.
    for (let size = spare; size >= 1; size = Math.floor(size / 2)) {
      for (let from = 0; from < items.length; from += size) {
        if (from + size > items.length) break
        yield this.drawn(items.toSpliced(from, size))
      }
    }
    for (const [index, { value, context }] of items.entries()) {
      for (const simpler of this.item.shrink(value, context)) {
        yield this.drawn(items.with(index, simpler))
      }
    }
  }

  private drawn(items: Items<T>): fc.Value<readonly T[]> {
    return new fc.Value(
      items.map(({ value }) => value),
      items,
    )
  }
}

/** Most items with which it is worth while to try again. */
const FEW = 64

/** Lists of that many items. */
export const list = <T>(item: fc.Arbitrary<T>, length: Range): fc.Arbitrary<readonly T[]> =>
  length.max <= FEW
    ? new List(item, length)
    : fc.array(item, { minLength: length.min, maxLength: length.max })
