/** What charts are drawn in: the colours of the page and its font. */
import type { Palette } from './palette.ts'

/** Colours and font of charts. */
export interface Theme extends Omit<Palette, 'customer' | 'provider'> {
  readonly font: string
}
