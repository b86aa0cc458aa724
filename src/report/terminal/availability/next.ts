/** The command that comes next. */
import { type Faring } from '../../availability/subjects.ts'
import { type JudgedFaring, byStrain, isFlawless } from '../../availability/verdict.ts'
import { meetsTogether } from '../../availability/together.ts'
import { command } from '../../command.ts'
import type { AvailabilitySummaryInput } from './input.ts'

/** How the causes end that faults are, and not the configuration. */
const OF_FAULT = /: (?:cut|blackhole|down|failed)$/u

/** What to do next: a command, and a remark on it, which may be empty. */
export const nextStep = (
  { scenario, document, file, options, locate }: AvailabilitySummaryInput,
  judged: readonly JudgedFaring[],
  focus: Faring,
): readonly [string, string] => {
  const again = command('availability', file, ...options)
  const place = (path: readonly (string | number)[]): string => {
    const found = locate(path)
    return found === null ? file : `${file}:${found.line}`
  }
  if (isFlawless(scenario, document)) {
    return [`add faults to ${file}, then ${again}`, 'what fails, how often, how long repair takes']
  }
  const failed = byStrain(judged.filter(({ result }) => !result.met))
  const missed = failed.find(({ result }) => result.undecided !== true)
  if (missed !== undefined) {
    const { interlink, family } = missed.result
    const subject = document.subjects.find(
      each => 'interlink' in each && each.interlink === interlink && each.family === family,
    )!
    const vpc = meetsTogether(document, missed)
    if (vpc !== null) {
      const at = place(['objectives', missed.index])
      return [`loosen the objective in ${at}, then ${again}`, `${vpc} as a whole meets it`]
    }
    const [most] = subject.minutesPerYearByCause
    if (most === undefined || !OF_FAULT.test(most.cause)) {
      const what = most === undefined ? interlink : `${most.cause} on ${most.connection}`
      return [`see to ${what} in ${place(['interlinks', interlink])}, then ${again}`, '']
    }
    const what = `${most.cause} on ${most.connection}`
    return [`shorten the repair of ${what} in ${place(['faults'])}, then ${again}`, '']
  }
  if (failed.length > 0) {
    const rest = options.filter(
      (word, i) => word !== '--replications' && options[i - 1] !== '--replications',
    )
    const more = String(Math.min(100_000, 10 * document.replications))
    return [command('availability', file, ...rest, '--replications', more), 'narrows the interval']
  }
  if (judged.length === 0) {
    const id = 'vpc' in focus.subject ? focus.subject.interlinks[0]! : focus.id
    return [
      `add { interlink: ${id}, metric: availability, above: 99.9% } to ${place(['objectives'])}, then ${again}`,
      'judges it',
    ]
  }
  return [command('run', file), 'whether it carries the load']
}
