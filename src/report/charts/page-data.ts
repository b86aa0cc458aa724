/** What the script of a page finds in it: the data of the charts, by what the page is about. */
import type { ChartData } from './data.ts'
import type { CompareChart } from './compare.ts'
import type { ForecastChart } from './forecast.ts'
import type { PlanChart } from './plan.ts'
import type { SweepChart } from './sweep.ts'

/** The data of one page. */
export type PageData =
  | ({ readonly kind: 'run' } & ChartData)
  | { readonly kind: 'plan'; readonly charts: readonly PlanChart[] }
  | { readonly kind: 'compare'; readonly charts: readonly CompareChart[] }
  | { readonly kind: 'forecast'; readonly charts: readonly ForecastChart[] }
  | ({ readonly kind: 'sweep' } & SweepChart)
