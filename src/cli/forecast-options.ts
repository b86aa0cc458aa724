/** Values of `forecast`'s options: every one is checked, and all that are wrong are named at once. */
import { type UnixMs, explainCalendar, readCalendar, toUnixMs } from '../calendar.ts'
import { GROWTH_MAX, HORIZON_DAYS_MAX, YEAR_DAYS } from '../study/forecast/question.ts'
import { readGrowth, readHorizon } from '../study/forecast/words.ts'
import { OptionValues, optionWords } from './option-values.ts'
import { type RawStudyOptions, type StudyOptions, readStudyOptions } from './study-options.ts'

/** Options as commander hands them over. */
export interface RawForecastOptions extends RawStudyOptions {
  readonly growth?: string
  readonly horizon?: string
  readonly from?: string
}

/** Options that were understood. */
export interface ForecastOptions extends StudyOptions {
  /** A share per year of 365.25 days. */
  readonly growth: number
  readonly horizonDays: number
  /** Null: the day of the last sample. */
  readonly from: UnixMs | null
}

const growthOf = (values: OptionValues, text: string | undefined): number => {
  const example = 'a growth per year such as 40%/y is needed'
  if (text === undefined) {
    values.fault(`--growth: ${example}`)
    return 0
  }
  const growth = readGrowth(text)
  if (growth === null) values.refuse('--growth', text, example)
  else if (!(growth > -1)) {
    values.refuse('--growth', text, 'more than -100%/y is needed, of which nothing would be left')
  } else if (growth > GROWTH_MAX) {
    values.refuse('--growth', text, `at most ${GROWTH_MAX * 100}%/y can be looked at`)
  }
  return growth ?? 0
}

const horizonOf = (values: OptionValues, text: string | undefined): number => {
  const example = 'a time such as 3y, 26w or 90d is needed'
  if (text === undefined) {
    values.fault(`--horizon: ${example}`)
    return 1
  }
  const days = readHorizon(text)
  if (days === null) values.refuse('--horizon', text, example)
  else if (days < 1) values.refuse('--horizon', text, 'at least 1d is needed')
  else if (days > HORIZON_DAYS_MAX) {
    values.refuse('--horizon', text, `at most ${HORIZON_DAYS_MAX / YEAR_DAYS}y can be looked at`)
  }
  return days ?? 1
}

const fromOf = (values: OptionValues, text: string | undefined): UnixMs | null => {
  if (text === undefined) return null
  const read = readCalendar(text)
  if (typeof read !== 'string') return toUnixMs(read)
  const example = 'a date such as 2026-02-09 is needed'
  return read === 'no-date'
    ? values.refuse('--from', text, example)
    : values.fault(`--from: ${JSON.stringify(text)} ${explainCalendar(read)}; ${example}`)
}

/**
 * Reads the options of `forecast`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readForecastOptions = (raw: RawForecastOptions): ForecastOptions => {
  const values = new OptionValues()
  const options: ForecastOptions = {
    growth: growthOf(values, raw.growth),
    horizonDays: horizonOf(values, raw.horizon),
    from: fromOf(values, raw.from),
    ...readStudyOptions(values, raw),
  }
  values.finish()
  return options
}

/** The options that change the answer, other than the seed, as words of a command. */
export const forecastWords = (raw: RawForecastOptions): readonly string[] =>
  optionWords(
    [
      ['--growth', raw.growth],
      ['--horizon', raw.horizon],
      ['--from', raw.from],
    ],
    raw.allowRead,
  )
