/** Documents of studies: what a list says of each. */
import { verdictOnComparison } from '../../report/compare/verdict.ts'
import { verdictOnForecast } from '../../report/forecast/verdict.ts'
import { verdictOnPlan } from '../../report/plan/verdict.ts'
import { verdictOnSweep } from '../../report/sweep/verdict.ts'
import { count, exact } from '../../report/terminal/figures.ts'
import type { CompareDocument } from '../../study/compare/document.ts'
import type { ForecastDocument } from '../../study/forecast/document.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import type { SweepDocument } from '../../study/sweep/document.ts'
import type { Summary } from '../entry.ts'
import { NO_FIGURES, type Told } from './reader.ts'

const UNMEASURED: Summary['measured'] = { text: '', value: null }

const measuredFor = (duration: number): Summary['measured'] => ({
  text: exact(duration, 'duration'),
  value: duration,
})

const seedText = (seed: number, replications: number): string =>
  replications < 2 ? String(seed) : `${seed} and ${count(replications - 1)} more`

const told = (
  kind: string,
  name: string,
  { standing, headline }: Pick<Summary, 'standing'> & { readonly headline: string },
  more: Pick<Summary, 'seed' | 'measured'>,
): Told => ({
  summary: { name, standing, verdict: headline, engine: kind, ...more },
  figures: () => NO_FIGURES,
})

/** What is told of a `plan.json`. */
export const tellPlan = (document: PlanDocument): Told =>
  told('plan', document.scenario.name, verdictOnPlan(null, document), {
    seed: seedText(document.seed, document.replications),
    measured: measuredFor(document.simulated.duration),
  })

/** What is told of a `compare.json`. */
export const tellComparison = (document: CompareDocument): Told =>
  told(
    'comparison',
    `${document.a.scenario.name} and ${document.b.scenario.name}`,
    verdictOnComparison(document),
    {
      seed: seedText(document.seed, document.replications),
      measured: measuredFor(document.a.simulated.duration),
    },
  )

/** What is told of a `forecast.json`. */
export const tellForecast = (document: ForecastDocument): Told =>
  told('forecast', document.scenario.name, verdictOnForecast(document), {
    seed: String(document.seed),
    measured: UNMEASURED,
  })

/** What is told of a `sweep.json`. */
export const tellSweep = (document: SweepDocument): Told =>
  told('sweep', document.name, verdictOnSweep(document), {
    seed: seedText(document.seed, document.replications),
    measured: UNMEASURED,
  })
