/** Values of `plan`'s options: every one is checked, and all that are wrong are named at once. */
import { DIRECTIONS, type Direction } from '../model/direction.ts'
import { type Dimension, explainQuantity, parseQuantity } from '../quantity.ts'
import { CAP_DEFAULT, FINDS, type Find } from '../study/plan/question.ts'
import { either } from './declared/declaration.ts'
import { OptionValues, optionWords } from './option-values.ts'
import {
  type RawReplicatedOptions,
  type RawStudyOptions,
  type ReplicatedOptions,
  type StudyOptions,
  readReplicatedOptions,
  readStudyOptions,
} from './study-options.ts'

/** Options as commander hands them over. */
export interface RawPlanOptions extends RawStudyOptions, RawReplicatedOptions {
  readonly find?: string
  readonly interlink?: string
  readonly connection?: string
  readonly direction?: string
  readonly step?: string
}

/** Options that were understood; null leaves what the scenario says. */
export interface PlanOptions extends StudyOptions, ReplicatedOptions {
  readonly find: Find
  /** Id of the InterLink or of the connection. */
  readonly subject: string
  readonly direction: Direction | null
  /** bit/s or bytes. */
  readonly step: number | null
}

const choiceOf = <T extends string>(
  values: OptionValues,
  option: string,
  text: string | undefined,
  known: readonly T[],
): T | null => {
  if (text === undefined) return null
  return (
    known.find(each => each === text) ?? values.refuse(option, text, `${either(known)} is needed`)
  )
}

/** Whose value is to be found: an InterLink's, or of a port's speed a connection's. */
const subjectOf = (values: OptionValues, find: Find, raw: RawPlanOptions): string => {
  const { interlink, connection } = raw
  const [needed, wrong] =
    find === 'portSpeed'
      ? ([
          ['--connection', connection],
          ['--interlink', interlink],
        ] as const)
      : ([
          ['--interlink', interlink],
          ['--connection', connection],
        ] as const)
  if (wrong[1] !== undefined) {
    values.fault(`${wrong[0]}: --find ${find} is about ${needed[0]} ID; leave ${wrong[0]} out`)
  }
  if (needed[1] === undefined || needed[1] === '') {
    values.fault(`${needed[0]}: --find ${find} needs ${needed[0]} ID`)
  }
  return needed[1] ?? ''
}

const stepOf = (values: OptionValues, find: Find, text: string | undefined): number | null => {
  if (text === undefined) return null
  if (find === 'portSpeed') return values.fault('--step: ports are of three speeds; leave it out')
  const dimension: Dimension = find === 'bandwidth' ? 'rate' : 'size'
  const parsed = parseQuantity(text, dimension)
  if (!parsed.ok) {
    const { problem, remedy } = explainQuantity(parsed.fault)
    return values.fault(`--step: ${problem}; ${remedy}`)
  }
  return parsed.value > 0 ? parsed.value : values.refuse('--step', text, 'more than 0 is needed')
}

/**
 * Reads the options of `plan`.
 *
 * @throws UsageError naming every option whose value is wrong, what was found and what is needed
 */
export const readPlanOptions = (raw: RawPlanOptions): PlanOptions => {
  const values = new OptionValues()
  const found = choiceOf(values, '--find', raw.find, FINDS)
  if (raw.find === undefined)
    values.fault(`--find: what is to be found is needed: ${either(FINDS)}`)
  const find = found ?? 'bandwidth'
  const options: PlanOptions = {
    find,
    subject: found === null ? '' : subjectOf(values, find, raw),
    direction: choiceOf(values, '--direction', raw.direction, DIRECTIONS),
    step: found === null ? null : stepOf(values, find, raw.step),
    ...readReplicatedOptions(values, raw, 1, CAP_DEFAULT),
    ...readStudyOptions(values, raw),
  }
  values.finish()
  return options
}

/** The options that change the answer, other than the seed, as words of a command. */
export const planWords = (raw: RawPlanOptions): readonly string[] =>
  optionWords(
    [
      ['--find', raw.find],
      ['--interlink', raw.interlink],
      ['--connection', raw.connection],
      ['--direction', raw.direction],
      ['--step', raw.step],
      ['--replications', raw.replications],
      ['--confidence', raw.confidence],
      ['--duration', raw.duration],
    ],
    raw.allowRead,
  )
