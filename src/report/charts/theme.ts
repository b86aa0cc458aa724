/** Colours that charts are drawn in. */
export interface Theme {
  readonly ground: string
  readonly panel: string
  readonly text: string
  readonly dim: string
  readonly line: string
  readonly met: string
  readonly missed: string
  readonly warning: string
  /** Of InterLinks, in the order of the file. */
  readonly colours: readonly string[]
  readonly font: string
}
