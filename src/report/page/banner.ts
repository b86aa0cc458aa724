/** The top of the page: the verdict, its cause, what it means for the decision, and where frames went. */
import { verdictWithFailures } from '../failure-verdict.ts'
import { failureRemedy } from '../failure-cause.ts'
import { failureWarnings, worstFailureIn } from '../failures.ts'
import { type Context, lossiest, secondsMeasured, totals } from '../context.ts'
import { worstFirst } from '../judged.ts'
import { lossRemedy, remedyFor } from '../remedy.ts'
import { replicationWarnings, seedsText } from '../replications.ts'
import { counted } from '../terminal/heading.ts'
import { count, exact } from '../terminal/figures.ts'
import { type Verdict, plural } from '../verdict.ts'
import { heading, sentence } from './heading.ts'
import { type Content, type Markup, html } from './markup.ts'
import type { View } from './view.ts'

/** The verdict where the scenario is not known: how many objectives are missed. */
const bareVerdict = ({ document: { objectives, flows } }: View): Verdict => {
  const missed = objectives.filter(({ met }) => !met).length
  const cause = 'The result does not hold its scenario, so the cause is not told.'
  if (missed > 0) {
    const headline = `${count(missed)} of ${plural(objectives.length, 'objective')} missed.`
    return { standing: 'missed', headline, cause }
  }
  if (objectives.length > 0) {
    return {
      standing: 'met',
      headline: `All ${plural(objectives.length, 'objective')} met.`,
      cause: '',
    }
  }
  const lost = flows.some(({ dropped }) => dropped.frames > 0)
  return lost
    ? { standing: 'warning', headline: 'No objectives; frames were lost.', cause }
    : { standing: 'none', headline: 'No objectives; nothing lost.', cause: '' }
}

/** The verdict on a view's run. */
export const verdictOf = (view: View): Verdict =>
  view.context === null ? bareVerdict(view) : verdictWithFailures(view.context, view.judged)

/** What the verdict means for whoever decides; empty where nothing follows. */
const decision = (context: Context, { judged }: View, { standing }: Verdict): string => {
  const [worst] = worstFirst(judged)
  if (worst?.result.undecided === true) {
    return 'Not decided yet: run more replications before anything is ordered.'
  }
  if (worst !== undefined) return sentence(remedyFor(context, worst).edit)
  const failure = worstFailureIn(context)
  if (failure !== undefined) return sentence(failureRemedy(context, failure).edit)
  if (totals(context).offered === 0) return ''
  if (standing === 'met') {
    return context.document.replications === undefined
      ? 'It carries this load as it stands; one run is one draw of it, replications say how sure that is.'
      : 'It carries this load as it stands, over all replications.'
  }
  const most = lossiest(context)
  const remedy = most === undefined ? null : lossRemedy(context, most)
  const stated = 'State an objective, and the verdict says whether it is good enough.'
  return remedy === null ? stated : `${sentence(remedy.edit)} ${stated}`
}

const facts = (view: View): readonly Content[] => {
  const { document, context } = view
  const { offered, delivered, dropped, inFlight } = totals(view)
  const { warmup, duration } = document.simulated
  const layers = context === null ? '' : counted(context).replace(/^, /u, '')
  const replications = document.replications?.count ?? 1
  return [
    html`<b>${count(offered)}</b> frames offered = <b>${count(delivered)}</b> delivered +
      <b>${count(dropped)}</b> dropped + <b>${count(inFlight)}</b> in flight`,
    html`<b>${exact(duration, 'duration')}</b> measured${
        warmup === 0 ? '' : html` after <b>${exact(warmup, 'duration')}</b> warm-up`
      }${replications === 1 ? '' : `, ${exact(secondsMeasured(document), 'duration')} in all`}`,
    ...(layers === '' ? [] : [layers]),
    `${seedsText(document)}, ${document.engine} engine`,
  ]
}

const about = ({ context }: View): string => {
  if (context === null) return ''
  const { connections, interlinks } = context.scenario.world
  return ` · ${plural(connections.length, 'connection')}, ${plural(interlinks.length, 'InterLink')}`
}

/** The banner of a page. */
export const banner = (view: View, verdict: Verdict): Markup => {
  const { context, document } = view
  return heading({
    name: document.scenario.name,
    about: about(view),
    verdict,
    advice: context === null ? '' : decision(context, view, verdict),
    warnings:
      context === null ? [] : [...replicationWarnings(context), ...failureWarnings(context)],
    facts: facts(view),
  })
}
