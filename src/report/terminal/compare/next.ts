/** The command that comes next. */
import { REPLICATIONS_MAX } from '../../../study/replications/question.ts'
import { command } from '../../command.ts'
import { changesIn } from '../../compare/changes.ts'
import type { CompareReportInput } from '../../compare/input.ts'
import { verdictOnComparison } from '../../compare/verdict.ts'

/** So many times more replications halve an interval. */
const MORE = 4

/** Options without those of these names and their values. */
const without = (options: readonly string[], names: readonly string[]): readonly string[] =>
  options.filter((word, i) => !names.includes(word) && !names.includes(options[i - 1] ?? ''))

/** What to do next: a command, and a remark on it, which may be empty. */
export const nextStep = ({
  document,
  files,
  options,
}: CompareReportInput): readonly [string, string] => {
  const changes = changesIn(document)
  const { replications, differences, objectives, seed } = document
  const seeds = ['--seed', String(seed)]
  const many = Math.min(REPLICATIONS_MAX, MORE * replications)
  const sure = changes('better').length + changes('worse').length
  if (sure === 0 && changes('undecided').length > 0 && many > replications) {
    const rest = without(options, ['--replications'])
    return [
      command('compare', files.a, files.b, ...rest, '--replications', String(many), ...seeds),
      'halves the intervals',
    ]
  }
  const again = command('compare', files.a, files.b, ...options, ...seeds)
  if (differences.length === 0) {
    return [`give InterLinks the same ids in both files, then ${again}`, '']
  }
  const { standing } = verdictOnComparison(document)
  if (standing === 'warning' && objectives.length === 0) {
    const example = 'objectives: [{ interlink: "*", metric: loss, below: 0.1% }]'
    return [`add ${example} to ${files.b}, then ${again}`, 'objectives say what matters']
  }
  const side = standing === 'missed' ? 'a' : 'b'
  const rest = without(options, ['--replications', '--confidence'])
  return [
    command('run', files[side], ...rest, '--replications', String(replications), ...seeds),
    `every figure of ${side.toUpperCase()}`,
  ]
}
