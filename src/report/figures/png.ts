/** From SVG to PNG, by a package that is only there where somebody installed it. */

/** Dots of a PNG for each unit of its SVG: sharp on a screen of twice the density, and on paper. */
const DENSITY = 2
/** Units of SVG in an inch, as the package counts them. */
const UNITS = 72

/** What makes pictures of SVG; null: the package is not installed, or cannot be loaded here. */
const load = async () => {
  try {
    return (await import('sharp')).default
  } catch {
    return null
  }
}

/** Whether SVG can be made PNG here. */
export const canRaster = async (): Promise<boolean> => (await load()) !== null

/**
 * An SVG as PNG, with the fonts of this machine.
 *
 * @throws Error where `canRaster` says no
 */
export const pngOf = async (svg: string): Promise<Uint8Array> => {
  const sharp = await load()
  if (sharp === null) throw new Error('the package sharp is not installed')
  return await sharp(Buffer.from(svg), { density: DENSITY * UNITS })
    .png()
    .toBuffer()
}
