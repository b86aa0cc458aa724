/** `forecast`: until when what was bought is enough. */
import { command } from '../../report/command.ts'
import { renderQuietForecast } from '../../report/forecast/quiet.ts'
import { forecastPageOf } from '../../report/page/studies/forecast.ts'
import { renderForecast } from '../../report/terminal/forecast/summary.ts'
import { printable } from '../../report/terminal/text.ts'
import { type LocatedFault, formatFault } from '../../scenario/fault.ts'
import { ForecastError, forecast } from '../../study/forecast.ts'
import type { ForecastDocument } from '../../study/forecast/document.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import { type RawForecastOptions, forecastWords, readForecastOptions } from '../forecast-options.ts'
import { openStudyOutputs } from '../study-outputs.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'
import { answer, atShareOf, documentText, filesRead, placeOf, printStudy } from './study.ts'

/** Whether a warning is about more than orders, which a repeated week has none of. */
const concernsWeeks = ({ path }: LocatedFault): boolean =>
  !/^connections\.[\w-]+\.provisioning$/u.test(path)

/**
 * Foretells and prints what comes of it.
 *
 * @throws UsageError when the command line is wrong, or the scenario has nothing to foretell
 * @throws OurFault   when the study failed
 */
export const forecastCommand = async (
  host: Host,
  console: Console,
  file: string,
  raw: RawForecastOptions,
): Promise<Exit> => {
  const options = readForecastOptions(raw)
  checkNamed('forecast', [file])
  const { seed, allowRead, growth, horizonDays, from, quiet } = options
  const result = loadFile(file, allowRead, seed === null ? {} : { seed })
  if (!result.ok) {
    writeFaults(console.err, result)
    return EXIT.input
  }
  const { loaded } = result
  const { scenario, locate } = loaded
  const words = forecastWords(raw)
  const replay = command('forecast', file, ...words, '--seed', String(scenario.seed))
  const outputs = openStudyOutputs(options.out, 'forecast.json', filesRead(loaded))
  try {
    const document = await answer(
      host,
      console,
      'forecast',
      { seed: scenario.seed, replay, quiet, stopped: atShareOf('work') },
      async each => {
        try {
          return await forecast({ loaded, growth, horizonDays, from }, each)
        } catch (error) {
          if (!(error instanceof ForecastError)) throw error
          throw new UsageError(`${placeOf(loaded, error.path)}${error.message}`)
        }
      },
    )
    if (document === null) return EXIT.interrupted
    const version = readVersion()
    const text = documentText(document)
    const wrote = outputs.complete(text, read => forecastPageOf(read as ForecastDocument, version))
    const warnings = loaded.warnings.filter(concernsWeeks).map(formatFault).map(printable)
    printStudy(console, options, {
      text,
      quiet: renderQuietForecast(document),
      remarks: [],
      warnings,
      summary: surface =>
        renderForecast(
          { scenario, document, locate, file, options: words, version, warnings, wrote },
          surface,
        ),
    })
    return document.objectives.some(({ failsOn }) => failsOn !== null) ? EXIT.missed : EXIT.done
  } finally {
    outputs.abandon()
  }
}
