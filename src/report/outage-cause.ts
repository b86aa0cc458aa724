/** Why an outage let no frames pass, in words, and what would have helped. */
import { match, P } from 'ts-pattern'
import type { FlowResult } from '../sim/result/document.ts'
import { type Context, interlinkOf } from './context.ts'
import { type Outage, measuredAt, outagesIn } from './outages.ts'
import { exact } from './terminal/figures.ts'
import { toSeconds } from '../units.ts'

/** An outage whose frames are dropped as `linkDown`: a part of the connection is broken. */
const isPhysical = ({ cause }: Outage): boolean =>
  /: (?:cut|blackhole|down|failed|light out of range)$/u.test(cause)

/** The longest outage of a flow's InterLink in the measured time; null: there was none. */
export const worstOutage = (
  context: Context,
  flow: FlowResult,
  cause: 'linkDown' | 'notRouted' | null,
): Outage | null => {
  const { warmup, duration } = context.document.simulated
  const end = warmup + duration
  const lengthOf = ({ from, to }: Outage): number => (to ?? end) - Math.max(from, warmup)
  const [worst] = outagesIn(context)
    .filter(({ subjects }) => subjects.some(each => each.split(' ')[0] === flow.interlink))
    .filter(each => cause === null || isPhysical(each) === (cause === 'linkDown'))
    .filter(each => lengthOf(each) > 0)
    .toSorted((a, b) => lengthOf(b) - lengthOf(a))
  return worst ?? null
}

/** What was the matter, without when: `mmr was cut`. */
const matter = (interlink: string, cause: string): string => {
  const [part = '', ailment] = cause.split(': ')
  return match({ part, ailment })
    .with({ ailment: 'cut' }, () => `${part} was cut`)
    .with({ ailment: 'blackhole' }, () => `frames vanished at ${part}`)
    .with({ ailment: 'down' }, () => `the ${part} was down`)
    .with({ ailment: 'failed' }, () => `the ${part} had failed`)
    .with({ ailment: 'light out of range' }, () => `${part} let too little light pass`)
    .with({ part: 'bgpDown' }, () => `a BGP session of ${interlink} was down`)
    .with({ part: P.string.startsWith('recovery') }, () => `${interlink} was in ${cause}`)
    .with({ part: 'locked' }, () => `${interlink} was locked`)
    .with({ part: 'no VPC' }, () => `${interlink} had no VPC`)
    .with({ part: 'propagation off' }, () => `${interlink} propagated no routes`)
    .otherwise(() => `${interlink} had ${cause}`)
}

/** An outage as the second half of a sentence. */
export const explainOutage = (context: Context, interlink: string, outage: Outage): string => {
  const { from, to, detected, cause, owner } = outage
  const begin = measuredAt(context, from)
  const time = to === null ? `from ${begin} on` : `from ${begin} to ${measuredAt(context, to)}`
  const late =
    detected === null
      ? ', never detected'
      : detected > from
        ? `, detected at ${measuredAt(context, detected)}`
        : ''
  return `${matter(interlink, cause)} ${time}${late}, on the ${owner}'s side of the demarcation`
}

/** An edit of the scenario file: see `Remedy`. */
interface OutageRemedy {
  readonly edit: string
  readonly path: readonly (string | number)[]
}

/** What would have kept frames from being lost; null where only the cause itself can be ended. */
export const outageRemedy = (context: Context, id: string, outage: Outage): OutageRemedy | null => {
  if (!isPhysical(outage)) return null
  const { bgp, attachment } = interlinkOf(context, id)
  if (outage.detected !== outage.from && bgp.bfd === null) {
    return {
      edit: `give interlinks.${id}.bgp a bfd such as 900ms (holdTime ${exact(toSeconds(bgp.holdTime), 'duration')})`,
      path: ['interlinks', id],
    }
  }
  const vpc = attachment.kind === 'attached' ? attachment.vpc : null
  const others = context.scenario.world.interlinks.filter(
    each => each.id !== id && each.attachment.kind === 'attached' && each.attachment.vpc === vpc,
  )
  return others.length > 0 || vpc === null
    ? null
    : {
        edit: `attach a second InterLink, on another connection, to ${vpc} and send to vpc: ${vpc}`,
        path: ['interlinks', id],
      }
}
