/** Summaries of forecasts, drawn. */
import { describe, expect, it } from 'vitest'
import { renderForecast } from '../../src/report/terminal/forecast/summary.ts'
import { displayWidth } from '../../src/report/terminal/text.ts'
import { type ForecastDocument, type Loaded, forecast, load } from '../../src/index.ts'
import { WIDE } from './factory.ts'
import { expectGolden } from './golden.ts'

const result = load(new URL('../../scenarios/run-out.yaml', import.meta.url).pathname)
if (!result.ok) throw new Error('faulty')
const { loaded } = result

const drawn = (document: ForecastDocument, surface = WIDE, warnings: readonly string[] = []) =>
  renderForecast(
    {
      scenario: loaded.scenario,
      document,
      locate: loaded.locate,
      file: 'run-out.yaml',
      options: ['--growth', '40%/y', '--horizon', '3y'],
      version: '0.1.0',
      warnings,
    },
    surface,
  )

const without = (objectives: Loaded['scenario']['objectives']): Loaded => ({
  ...loaded,
  scenario: { ...loaded.scenario, objectives },
})

const SCENES: Readonly<Record<string, () => Promise<ForecastDocument>>> = {
  fails: () => forecast(loaded, { growth: '40%/y', horizon: '3y' }),
  already: () => forecast(loaded, { growth: '300%/y', horizon: '1y', from: '2027-12-31' }),
  holds: () => forecast(loaded, { growth: '5%/y', horizon: '1y' }),
  shrinks: () => forecast(loaded, { growth: '-10%/y', horizon: '10y' }),
  full: () => forecast(without([]), { growth: '40%/y', horizon: '2y' }),
  'nothing-asked': () => forecast(without([]), { growth: '0%/y', horizon: '26w' }),
  days: async () => {
    const document = await forecast(loaded, { growth: '40%/y', horizon: '3y' })
    return {
      ...document,
      week: 86_400,
      trend: null,
      history: document.history.map(each => ({ ...each, gaps: { count: 2, longest: 7200 } })),
    }
  },
}

describe('the summary of a forecast', () => {
  it.each(Object.entries(SCENES))('draws %s', async (name, scene) => {
    const document = await scene()
    expectGolden(`forecast-${name}`, drawn(document, WIDE, ['run-out.yaml:1:1: odd; look at it']))
    const narrow = drawn(document, { ...WIDE, width: 50, unicode: false })
    expectGolden(`forecast-${name}-narrow`, narrow)
    for (const line of narrow.split('\n')) {
      const longest = Math.max(...line.split(' ').map(displayWidth))
      expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(50, longest + 10))
    }
  })
})
