/** `--figures`: each chart of a result as a file. */
import { createHash } from 'node:crypto'
import type { Drawable } from '../report/page/made.ts'
import { readVersion } from '../version.ts'
import { UsageError } from './exit.ts'
import type { FigureFile } from './files/figure-folder.ts'

/** Kinds of files that figures are drawn as. */
export const FIGURE_KINDS = ['svg', 'png'] as const
/** One of them. */
export type FigureKind = (typeof FIGURE_KINDS)[number]

/** Figures that are drawn, and a line about those that are not; empty where all are. */
export interface DrawnFigures {
  readonly files: readonly FigureFile[]
  readonly left: string
}

/** @throws UsageError where figures of a kind cannot be drawn here */
export const checkDrawable = async (kind: FigureKind | null): Promise<void> => {
  if (kind !== 'png') return
  const { canRaster } = await import('../report/figures/png.ts')
  if (await canRaster()) return
  throw new UsageError(
    '--figures: png needs the package sharp, which is not installed; npm install sharp, or use svg',
  )
}

/** What a document says outside `run`, as a sum: those of the same bytes have the same. */
export const sumOf = (document: object): string => {
  const { run: _, ...lasting } = document as { readonly run?: unknown }
  return createHash('sha256').update(JSON.stringify(lasting)).digest('hex')
}

/** The document that figures are drawn from. */
export const documentOf = (drawable: Drawable): object =>
  drawable.kind === 'run' ? drawable.input.document : drawable.document

/**
 * Draws the figures of a document.
 *
 * @returns null where `signal` says to stop
 */
export const drawFigures = async (
  drawable: Drawable,
  kind: FigureKind,
  signal: AbortSignal | null,
): Promise<DrawnFigures | null> => {
  const { figuresIn } = await import('../report/figures/of.ts')
  const { svgOf } = await import('../report/figures/draw.ts')
  const { pngOf } = await import('../report/figures/png.ts')
  const { omittedText } = await import('../report/figures/omitted.ts')
  const { drawn, omitted, footer } = figuresIn(drawable, readVersion())
  const files: FigureFile[] = []
  for (const figure of drawn) {
    // Signals are heard between figures only.
    await new Promise(resolve => setImmediate(resolve))
    if (signal?.aborted === true) return null
    const svg = await svgOf(figure, footer)
    const bytes = kind === 'svg' ? Buffer.from(svg) : await pngOf(svg)
    files.push({ name: `${figure.name}.${kind}`, title: figure.title, bytes })
  }
  const text = omittedText(omitted)
  return { files, left: text === '' ? '' : `figures left out: ${text}` }
}
