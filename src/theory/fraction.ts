/** `over` ÷ `under`, whole numbers; `under` is positive. */
export interface Fraction {
  readonly over: bigint
  readonly under: bigint
}
