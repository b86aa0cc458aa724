/** The command that comes next, and the one that repeats the run. */
import { command } from '../command.ts'
import type { ResultDocument } from '../../sim/result/document.ts'
import { type Context, lossiest, totals } from '../context.ts'
import { type Judged, type Locate, worstFirst } from '../judged.ts'
import { failureRemedy } from '../failure-cause.ts'
import { worstFailureIn } from '../failures.ts'
import { decidingCount, replicationWords } from '../replications.ts'
import { type Remedy, lossRemedy, remedyFor } from '../remedy.ts'

/** The scenario and the options that shaped the run, as they were typed. */
export interface Invocation {
  /** The scenario file as the user named it. */
  readonly file: string
  /** Options that change what is simulated, other than the seed, for instance `--duration 2s`. */
  readonly options: readonly string[]
}

/** Whether another seed can change anything. */
const isRandom = ({ scenario }: Context): boolean =>
  scenario.traffic.some(
    ({ source }) =>
      source.kind === 'poisson' ||
      source.kind === 'onoff' ||
      source.kind === 'csv' ||
      (source.kind === 'cbr' && source.frame.length > 1),
  )

const edit = (locate: Locate, file: string, path: readonly (string | number)[]): string => {
  for (let length = path.length; length > 0; length--) {
    const place = locate(path.slice(0, length))
    if (place !== null) return `${file}:${place.line}`
  }
  return file
}

/** What a scenario in which nothing was offered lacks, and the key under which it belongs. */
const missing = ({ scenario }: Context): { readonly change: string; readonly key: string } => {
  const { world, traffic } = scenario
  if (world.connections.length === 0) {
    return { change: 'add a connection, an InterLink and traffic', key: 'connections' }
  }
  if (world.interlinks.length === 0) {
    return { change: 'add an InterLink and traffic', key: 'interlinks' }
  }
  const change = traffic.length === 0 ? 'add traffic' : 'let a source emit in the measured time'
  return { change, key: 'traffic' }
}

/** Options that ask for the same runs again, as words of a command. */
const studyWords = (document: ResultDocument, many: number | null = null): readonly string[] => [
  ...replicationWords(document, many),
  ...(document.failures === undefined ? [] : ['--fail-each']),
]

/** A command, and a remark on it, which may be empty. */
interface Step {
  readonly command: string
  readonly remark: string
}

/** What to do next. */
export const nextStep = (
  context: Context,
  judged: readonly Judged[],
  locate: Locate,
  { file, options }: Invocation,
): Step => {
  const { document } = context
  const rerun = command('run', file, ...options, ...studyWords(document))
  const afterEdit = ({ edit: change, path }: Remedy, then: string): Step => ({
    command: `${change} in ${edit(locate, file, path)}, then ${then}`,
    remark: '',
  })
  const [worst] = worstFirst(judged)
  const failure = worst === undefined ? worstFailureIn(context) : undefined
  const { replications } = document
  const open = (worst ?? failure?.failed[0])?.result
  if (open?.undecided === true && replications !== undefined) {
    const many = decidingCount(open, replications)
    if (many !== null) {
      return {
        command: command('run', file, ...options, ...studyWords(document, many)),
        remark: 'so many may decide',
      }
    }
  }
  if (worst !== undefined) {
    return afterEdit(remedyFor(context, worst), rerun)
  }
  if (failure !== undefined) return afterEdit(failureRemedy(context, failure), rerun)
  if (totals(context).offered === 0) {
    const { change, key } = missing(context)
    return { command: `${change} in ${edit(locate, file, [key])}, then ${rerun}`, remark: '' }
  }
  if (judged.length === 0) {
    const most = lossiest(context)
    // Where nothing arrives at all, that comes before what might be wished for.
    if (most?.delivered.frames === 0) {
      const remedy = lossRemedy(context, most)
      if (remedy !== null) return afterEdit(remedy, rerun)
    }
    const example = 'objectives: [{ interlink: "*", metric: loss, below: 0.1% }]'
    return { command: `add ${example} to ${file}, then ${rerun}`, remark: '' }
  }
  if (!isRandom(context)) {
    return {
      command: command('run', file, ...options, ...studyWords(document), '--format', 'json'),
      remark: 'every figure in full precision',
    }
  }
  return context.document.replications === undefined
    ? {
        command: command('run', file, ...options, ...studyWords(document), '--replications', '20'),
        remark: 'one run; --replications 20 gives an interval',
      }
    : {
        command: command(
          'run',
          file,
          ...options,
          ...studyWords(context.document),
          '--format',
          'json',
        ),
        remark: 'every figure and interval in full precision',
      }
}

/** The command that repeats a run, byte for byte. */
export const again = ({ document }: Context, { file, options }: Invocation): string =>
  command('run', file, ...options, ...studyWords(document), '--seed', String(document.seed))
