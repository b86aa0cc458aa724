/** Colours of the page as charts need them, and the switch between light and dark. */

/** Colours of the theme that is on. */
export interface Theme {
  readonly ground: string
  readonly panel: string
  readonly text: string
  readonly dim: string
  readonly line: string
  readonly missed: string
  /** Of InterLinks, in the order of the file. */
  readonly colours: readonly string[]
  readonly font: string
}

/** The theme that is on. */
export const themeNow = (): Theme => {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  return {
    ground: colour('ground'),
    panel: colour('panel'),
    text: colour('text'),
    dim: colour('dim'),
    line: colour('line'),
    missed: colour('missed'),
    colours: ['c0', 'c1', 'c2', 'c3', 'c4'].map(colour),
    font: getComputedStyle(document.body).fontFamily,
  }
}

/**
 * Lets the button switch the theme, and tells when it is another: by the button, by the system, for
 * paper and back.
 */
export const watchTheme = (changed: () => void): void => {
  const root = document.documentElement
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const isDark = (): boolean =>
    (root.dataset['theme'] ?? (dark.matches ? 'dark' : 'light')) === 'dark'
  document.querySelector('#theme')?.addEventListener('click', () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark'
    changed()
  })
  dark.addEventListener('change', changed)
  matchMedia('print').addEventListener('change', changed)
}
