/** What is not drawn, in one line. */
import { groupBy } from '../../group.ts'
import { count } from '../terminal/figures.ts'
import type { Omitted } from './figure.ts'

/** Figures that are named for each reason. */
const NAMED = 3

const listed = (names: readonly string[]): string =>
  names.length <= NAMED
    ? names.join(', ')
    : `${names.slice(0, NAMED - 1).join(', ')} and ${count(names.length - NAMED + 1)} more`

/** `availability (all were up throughout); …`; empty where all is drawn. */
export const omittedText = (omitted: readonly Omitted[]): string =>
  [...groupBy(omitted, ({ why }) => why)]
    .map(([why, its]) => `${listed(its.map(({ what }) => what))} (${why})`)
    .join('; ')
