/** The value of `--duration`. */
import { explainQuantity, parseQuantity } from '../quantity.ts'
import { type Ps, ps } from '../units.ts'

/** A duration as read, or what is wrong with the text; how long a run may be depends on its engine. */
export const readDuration = (
  text: string,
):
  | { readonly ok: true; readonly duration: Ps }
  | { readonly ok: false; readonly problem: string } => {
  const parsed = parseQuantity(text, 'simulated time')
  if (!parsed.ok) {
    const { problem, remedy } = explainQuantity(parsed.fault)
    return { ok: false, problem: `${problem}; ${remedy}` }
  }
  if (parsed.value > 0) return { ok: true, duration: ps(parsed.value) }
  return { ok: false, problem: `${JSON.stringify(text)} found; more than 0 is needed` }
}
