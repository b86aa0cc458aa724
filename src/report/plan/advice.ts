/** What the answer of a plan means for whoever buys. */
import { match } from 'ts-pattern'
import type { PlanDocument } from '../../study/plan/document.ts'
import { subjectIn, valueText } from './words.ts'

/** What buying it means; empty where nothing is bought. */
export const noteOn = ({ find, answer, now, interlink, connection }: PlanDocument): string => {
  if (answer === null || answer === now) return ''
  return match(find)
    .with(
      'bandwidth',
      () =>
        `bandwidth is fixed at creation: delete ${interlink} and create it again; routes stop meanwhile`,
    )
    .with(
      'portSpeed',
      () => `a port of another speed is another port: order it before ${connection} is given up`,
    )
    .with('burst', 'queue', () => '')
    .exhaustive()
}

/** What to decide, in a sentence. */
export const decisionOn = (document: PlanDocument): string => {
  const { answer, now, find } = document
  const subject = subjectIn(document)
  if (answer === null)
    return `Nothing that ${subject} can have meets what is asked: change what is asked, or the rest.`
  if (answer === now) return `${subject} stays as it is.`
  const thing =
    find === 'portSpeed'
      ? `a port of ${valueText(document, answer)}`
      : `${valueText(document, answer)}${find === 'bandwidth' ? '' : ` of ${find}`}`
  const note = noteOn(document)
  const what = `${find === 'bandwidth' || find === 'portSpeed' ? 'Order' : 'Give'} ${thing} ${find === 'bandwidth' || find === 'portSpeed' ? 'for' : 'to'} ${subject}.`
  return note === '' ? what : `${what} ${note.charAt(0).toUpperCase()}${note.slice(1)}.`
}
