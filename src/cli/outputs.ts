/** The files that `run` writes: result, series, ports, page, figures and trace; all of them, or none. */
import path from 'node:path'
import type { CalendarInstant } from '../calendar.ts'
import { resultText } from '../report/files/result.ts'
import { PORTS_HEADER, SERIES_HEADER, portLines, seriesLines } from '../report/files/series.ts'
import { traceFile } from '../report/files/trace.ts'
import {
  type GatheredSeries,
  SeriesGatherer,
  type SeriesShape,
} from '../report/page/series/gather.ts'
import type { ResultDocument } from '../sim/result/document.ts'
import type { RunOptions } from '../sim/run.ts'
import type { FlowName } from '../sim/trace/lane-trace.ts'
import { type DrawnFigures, sumOf } from './figures.ts'
import { checkDistinct } from './files/distinct.ts'
import { FigureFolder } from './files/figure-folder.ts'
import { makeFolder, removeFolders } from './files/folder.ts'
import { WholeFile } from './files/whole-file.ts'

/** What the command line asks for. */
export interface OutputOptions {
  /** Folder of the result and its series; null: not written. */
  readonly out: string | null
  /** File of the trace; null: not written. */
  readonly trace: string | null
  /** Flows that are traced; null: all. */
  readonly traceFlows: readonly FlowName[] | null
  /** Calendar instant of simulated time 0; null where the scenario names none. */
  readonly start: CalendarInstant | null
  /** What is told of the result to people; null without `out`. */
  readonly page: PageOutput | null
}

/** How the page of a result comes to be. */
export interface PageOutput {
  /** What its series are made of. */
  readonly shape: SeriesShape
  readonly make: (document: ResultDocument, series: GatheredSeries) => string
  /**
   * Draws the figures beside it; null where none are asked for.
   *
   * @returns null where it was stopped by `signal`
   */
  readonly draw:
    | ((
        document: ResultDocument,
        series: GatheredSeries,
        signal: AbortSignal | null,
      ) => Promise<DrawnFigures | null>)
    | null
}

/** What was written. */
export interface Wrote {
  /** Names; those beside the first one without their folder. */
  readonly names: readonly string[]
  /** A line about what is not drawn; may be empty. */
  readonly left: string
}

/** `figures/ (19 svg)`: what is said of figures that were written. */
export const figuresText = ({ files }: DrawnFigures): string =>
  `figures/ (${files.length} ${path.extname(files[0]?.name ?? '').slice(1)})`

/** Files on their way. */
export interface Outputs {
  /** What a run needs to be told so that it feeds them. */
  readonly recording: Pick<RunOptions, 'onInterval' | 'trace'>
  /**
   * Writes the rest and lets all files appear.
   *
   * @param signal  stops the drawing of figures; null: nothing does
   * @returns what was written; null where it was stopped, and nothing was
   * @throws WriteFailure when one cannot be written
   */
  readonly complete: (document: ResultDocument, signal: AbortSignal | null) => Promise<Wrote | null>
  /** Forgets everything; folders that were made for it are removed. */
  readonly abandon: () => void
}

/**
 * Finds out whether everything asked for could be written, and makes the folder for it.
 *
 * @param inputs  files that the run reads; none is overwritten
 * @throws WriteFailure when something could not
 */
export const openOutputs = (options: OutputOptions, inputs: readonly string[]): Outputs => {
  const { out, trace, traceFlows, start, page } = options
  const made = out === null ? [] : makeFolder(out)
  const files: WholeFile[] = []
  let figures: FigureFolder | null = null
  const abandon = (): void => {
    for (const file of files) file.abandon()
    figures?.abandon()
    removeFolders(made)
  }
  const open = (name: string): WholeFile => {
    const file = new WholeFile(name)
    files.push(file)
    return file
  }
  const openAll = (): Outputs => {
    const traced = trace === null ? null : open(trace)
    const series = out === null ? null : open(path.join(out, 'series.csv'))
    const ports = out === null ? null : open(path.join(out, 'ports.csv'))
    const report = out === null ? null : open(path.join(out, 'report.html'))
    if (out !== null && page !== null && page.draw !== null) {
      figures = new FigureFolder(path.join(out, 'figures'))
    }
    const gatherer = page === null ? null : new SeriesGatherer(page.shape)
    // The result comes last: where it is new, the others are.
    const result = out === null ? null : open(path.join(out, 'result.json'))
    checkDistinct(files, inputs)
    series?.write(SERIES_HEADER)
    ports?.write(PORTS_HEADER)
    const capture = traced === null ? null : traceFile(start, bytes => traced.write(bytes))
    return {
      recording: {
        ...(series === null || ports === null
          ? {}
          : {
              onInterval: interval => {
                series.write(seriesLines(interval))
                ports.write(portLines(interval))
                gatherer?.take(interval)
              },
            }),
        ...(capture === null
          ? {}
          : {
              trace: {
                frame: capture.frame,
                ...(traceFlows === null ? {} : { flows: traceFlows }),
              },
            }),
      },
      complete: async (document, signal) => {
        try {
          capture?.end()
          let drawn: DrawnFigures | null = null
          if (page !== null && gatherer !== null) {
            const told = gatherer.finish()
            report?.write(page.make(document, told))
            if (page.draw !== null) {
              drawn = await page.draw(document, told, signal)
              if (drawn === null) return null
              files.unshift(...figures!.take(drawn.files, sumOf(document)))
              checkDistinct(files, inputs)
            }
          }
          result?.write(resultText(document))
          for (const file of files) file.finish()
          for (const file of files) file.appear()
          figures?.tidy()
          return {
            names: [
              ...(result === null ? [] : [report!.name, 'result.json', 'series.csv', 'ports.csv']),
              ...(drawn === null ? [] : [figuresText(drawn)]),
              ...(traced === null ? [] : [traced.name]),
            ],
            left: drawn?.left ?? '',
          }
        } catch (error) {
          abandon()
          throw error
        }
      },
      abandon,
    }
  }
  try {
    return openAll()
  } catch (error) {
    abandon()
    throw error
  }
}
