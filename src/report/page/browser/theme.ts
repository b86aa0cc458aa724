/** Colours of the page as charts need them, and the switch between light and dark. */
import type { Theme } from '../../charts/theme.ts'

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
    met: colour('met'),
    missed: colour('missed'),
    warning: colour('warning'),
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
