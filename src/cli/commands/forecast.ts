/** `forecast`: until when what was bought is enough. */
import { command } from '../../report/command.ts'
import { renderQuietForecast } from '../../report/forecast/quiet.ts'
import { renderForecast } from '../../report/terminal/forecast/summary.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import { type LocatedFault, formatFault } from '../../scenario/fault.ts'
import type { Loaded } from '../../scenario/load.ts'
import { ForecastError, forecast } from '../../study/forecast.ts'
import type { ForecastDocument } from '../../study/forecast/document.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import {
  type ForecastOptions,
  type RawForecastOptions,
  forecastWords,
  readForecastOptions,
} from '../forecast-options.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'
import { answer, placeOf } from './study.ts'

/** Whether a warning is about more than orders, which a repeated week has none of. */
const concernsWeeks = ({ path }: LocatedFault): boolean =>
  !/^connections\.[\w-]+\.provisioning$/u.test(path)

const print = (
  { out, err }: Console,
  loaded: Loaded,
  document: ForecastDocument,
  options: ForecastOptions,
  raw: RawForecastOptions,
): void => {
  const warnings = loaded.warnings.filter(concernsWeeks).map(formatFault).map(printable)
  if (options.quiet) {
    out.write(renderQuietForecast(document))
    return
  }
  if (options.format === 'json') {
    out.write(`${JSON.stringify(document, null, 2)}\n`)
    for (const line of warnings) err.write(`! ${shown(err.surface, line)}\n`)
    return
  }
  const { scenario, locate, file } = loaded
  const words = forecastWords(raw)
  const version = readVersion()
  out.write(
    renderForecast(
      { scenario, document, locate, file, options: words, version, warnings },
      out.surface,
    ),
  )
}

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
  const { seed: first } = loaded.scenario
  const replay = command('forecast', file, ...forecastWords(raw), '--seed', String(first))
  const document = await answer(
    host,
    console,
    'forecast',
    { seed: first, replay, quiet },
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
  print(console, loaded, document, options, raw)
  return document.objectives.some(({ failsOn }) => failsOn !== null) ? EXIT.missed : EXIT.done
}
