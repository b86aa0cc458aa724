/** A forecast for scripts: a line per objective that fails inside the horizon. */
import type { ForecastDocument } from '../../study/forecast/document.ts'
import { limitOf } from '../judged.ts'

/** `fails data toCloud loss limit 0.001 on 2027-05-01` */
export const renderQuietForecast = ({ objectives }: ForecastDocument): string =>
  objectives
    .filter(({ failsOn }) => failsOn !== null)
    .map(each => {
      const subject = 'interlink' in each ? each.interlink : each.connection
      return `fails ${subject} ${each.direction} ${each.metric} limit ${limitOf(each)} on ${each.failsOn!}\n`
    })
    .join('')
