/** Documents of studies read back from their files, as far as their pages rely on them. */
import { isObjective } from '../document.ts'
import {
  type Json,
  faultIn,
  hasFigures,
  hasTexts,
  isDirection,
  isFigureOrNull,
  isListOf,
  isObject,
  isTextOrNull,
} from '../json.ts'

const isInputs = (value: unknown): boolean =>
  isListOf(value, each => hasTexts(each, 'file', 'sha256'))

const isSimulated = (value: unknown): boolean =>
  hasFigures(value, 'warmup', 'duration') && (value as { readonly duration: number }).duration > 0

const isShare = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < 1

const hasSubject = (each: Json): boolean =>
  (hasTexts(each, 'interlink') || hasTexts(each, 'connection')) && isDirection(each['direction'])

const isCandidate = (each: Json): boolean =>
  hasFigures(each, 'value', 'replications') && isListOf(each['objectives'], isObjective)

const isFailure = (value: unknown): boolean => {
  if (!isObject(value)) return false
  if (value['kind'] === 'unmet') {
    const { objectives } = value as { readonly objectives?: unknown }
    return isListOf(objectives, isObjective) && (objectives as readonly unknown[]).length > 0
  }
  const [lower, upper] = [value['lower'], value['upper']]
  return (
    value['kind'] === 'excluded' &&
    hasFigures(lower, 'from') &&
    hasFigures(upper, 'upTo') &&
    [lower, upper].every(each => {
      const { objective } = each as Json
      return isObject(objective) && isObjective(objective)
    })
  )
}

const FINDS: readonly unknown[] = ['bandwidth', 'burst', 'queue', 'portSpeed']
const MOSTS: readonly unknown[] = ['port', 'catalogue', 'bucket', 'queue', 'fastest']

/** What is not as a plan of this version has it; null where all is that a page relies on. */
export const planFault = (value: Json): string | null =>
  faultIn(value, 'a plan', {
    scenario: hasTexts(value['scenario'], 'name', 'sha256', 'text'),
    inputs: isInputs(value['inputs']),
    simulated: isSimulated(value['simulated']),
    seed: Number.isFinite(value['seed']),
    find: FINDS.includes(value['find']),
    interlink: isTextOrNull(value['interlink']),
    connection: typeof value['connection'] === 'string',
    direction: value['direction'] === null || isDirection(value['direction']),
    step: isFigureOrNull(value['step']),
    limits:
      hasFigures(value['limits'], 'least', 'most') &&
      MOSTS.includes((value['limits'] as Json)['by']),
    confidence: isShare(value['confidence']),
    replications: Number.isFinite(value['replications']),
    now: Number.isFinite(value['now']),
    answer: isFigureOrNull(value['answer']),
    failure:
      (value['answer'] === null) === (value['failure'] !== null) &&
      (value['failure'] === null || isFailure(value['failure'])),
    objectives: isListOf(value['objectives'], isObjective),
    below:
      value['below'] === null ||
      (hasFigures(value['below'], 'value') &&
        isListOf((value['below'] as Json)['missed'], isObjective)),
    candidates:
      isListOf(value['candidates'], isCandidate) &&
      (value['candidates'] as readonly unknown[]).length > 0,
  })

const CHANGES: readonly unknown[] = ['better', 'worse', 'other', 'same', 'undecided']

const isOutcome = (value: unknown): boolean =>
  value === null ||
  (isObject(value) &&
    typeof value['met'] === 'boolean' &&
    isFigureOrNull(value['value']) &&
    (hasFigures(value, 'below') || hasFigures(value, 'above')))

const isSide = (value: unknown): boolean =>
  isObject(value) &&
  hasTexts(value['scenario'], 'name', 'sha256') &&
  isInputs(value['inputs']) &&
  isSimulated(value['simulated'])

/** What is not as a comparison of this version has it; null where all is that a page relies on. */
export const compareFault = (value: Json): string | null =>
  faultIn(value, 'a comparison', {
    a: isSide(value['a']),
    b: isSide(value['b']),
    seed: Number.isFinite(value['seed']),
    replications: Number.isFinite(value['replications']),
    confidence: isShare(value['confidence']),
    differences: isListOf(
      value['differences'],
      each =>
        hasSubject(each) &&
        hasTexts(each, 'metric') &&
        hasFigures(each, 'pairs') &&
        ['a', 'b', 'mean', 'low', 'high'].every(key => isFigureOrNull(each[key])) &&
        (each['mean'] !== null || (each['low'] === null && each['high'] === null)) &&
        CHANGES.includes(each['verdict']),
    ),
    onlyIn:
      isObject(value['onlyIn']) &&
      ['a', 'b'].every(key => isListOf((value['onlyIn'] as Json)[key], hasSubject)),
    objectives: isListOf(
      value['objectives'],
      each =>
        hasSubject(each) &&
        hasTexts(each, 'metric') &&
        isOutcome(each['a']) &&
        isOutcome(each['b']),
    ),
  })

const isDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(value)

const hasDates = (each: Json): boolean =>
  ['failsOn', 'earliest', 'latest', 'orderBy'].every(key => each[key] === null || isDay(each[key]))

/** What is not as a forecast of this version has it; null where all is that a page relies on. */
export const forecastFault = (value: Json): string | null => {
  const months = Array.isArray(value['months']) ? (value['months'] as readonly unknown[]) : []
  const isCourse = (course: unknown): boolean =>
    Array.isArray(course) && course.length === months.length && course.every(isFigureOrNull)
  const trend = value['trend']
  return faultIn(value, 'a forecast', {
    scenario: hasTexts(value['scenario'], 'name', 'sha256', 'text'),
    inputs: isInputs(value['inputs']),
    seed: Number.isFinite(value['seed']),
    growth: typeof value['growth'] === 'number' && value['growth'] > -1,
    from: isDay(value['from']),
    to: isDay(value['to']),
    week: Number.isFinite(value['week']),
    history: isListOf(
      value['history'],
      each =>
        hasTexts(each, 'file', 'column') &&
        isTextOrNull(each['from']) &&
        isTextOrNull(each['to']) &&
        hasFigures(each, 'length', 'spacing') &&
        hasFigures(each['gaps'], 'count', 'longest'),
    ),
    trend:
      trend === null ||
      (hasFigures(trend, 'weeks') &&
        hasFigures((trend as Json)['growth'], 'mean', 'low', 'high') &&
        hasFigures((trend as Json)['level'], 'usual', 'low', 'high')),
    months: months.length > 0 && months.every(isDay),
    objectives: isListOf(
      value['objectives'],
      each => isObjective(each) && hasDates(each) && isCourse(each['course']),
    ),
    allocations: isListOf(
      value['allocations'],
      each =>
        hasSubject(each) && hasDates(each) && hasFigures(each, 'size') && isCourse(each['course']),
    ),
  })
}

const STANDINGS = ['met', 'undecided', 'missed', 'unjudged', 'refused', 'failed'] as const

/** What is not as a sweep of this version has it; null where all is that a page relies on. */
export const sweepFault = (value: Json): string | null =>
  faultIn(value, 'a sweep', {
    name: typeof value['name'] === 'string',
    scenario: hasTexts(value['scenario'], 'name', 'sha256'),
    inputs: isInputs(value['inputs']),
    seed: Number.isFinite(value['seed']),
    replications: Number.isFinite(value['replications']),
    vary:
      isListOf(
        value['vary'],
        each =>
          hasTexts(each, 'path') &&
          Array.isArray(each['values']) &&
          each['values'].length > 0 &&
          each['values'].every(one => ['string', 'number', 'boolean'].includes(typeof one)),
      ) && (value['vary'] as readonly unknown[]).length > 0,
    combinations: hasFigures(value['combinations'], 'count', ...STANDINGS),
    firstError: isTextOrNull(value['firstError']),
    smallest: value['smallest'] === null || hasTexts(value['smallest'], 'path'),
  })
