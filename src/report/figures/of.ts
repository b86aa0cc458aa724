/** The figures of any document that has some. */
import { match } from 'ts-pattern'
import type { Drawable } from '../page/made.ts'
import { type Figure, type Figures, type Omitted, gathered } from './figure.ts'
import { figuresOfInput } from './figures.ts'
import { compareFigures, forecastFigures, planFigures, sweepFigures } from './studies.ts'

/** Letters of a name that a footer has room for, and of a sum of which there are two. */
const NAME = 80
const SUM = 16

const footer = (name: string, seed: number, sums: readonly string[], version: string): string => {
  const short = name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name
  const sum =
    sums.length === 1 ? sums[0]! : sums.map(each => `${each.slice(0, SUM)}…`).join(' and ')
  return `${short} · seed ${seed} · scenario sha256 ${sum} · interlink-sim ${version}`
}

/** @param version  of this program */
export const figuresIn = (drawable: Drawable, version: string): Figures => {
  const study = (
    all: readonly (Figure | Omitted)[],
    name: string,
    seed: number,
    ...sums: readonly string[]
  ): Figures => gathered(all, footer(name, seed, sums, version))
  return match(drawable)
    .with({ kind: 'run' }, ({ input }) => figuresOfInput(input))
    .with({ kind: 'plan' }, ({ document }) =>
      study(planFigures(document), document.scenario.name, document.seed, document.scenario.sha256),
    )
    .with({ kind: 'compare' }, ({ document }) => {
      const { a, b, seed } = document
      const name = `${a.scenario.name} and ${b.scenario.name}`
      return study(compareFigures(document), name, seed, a.scenario.sha256, b.scenario.sha256)
    })
    .with({ kind: 'forecast' }, ({ document }) =>
      study(
        forecastFigures(document),
        document.scenario.name,
        document.seed,
        document.scenario.sha256,
      ),
    )
    .with({ kind: 'sweep' }, ({ document, chart }) =>
      study(sweepFigures(document, chart), document.name, document.seed, document.scenario.sha256),
    )
    .exhaustive()
}
