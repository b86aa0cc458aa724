/** The value of `--duration`. */
import { explainQuantity, parseQuantity } from '../quantity.ts'
import { HORIZON, type Ps, ps } from '../units.ts'

/** A duration that can be simulated, or what is wrong with the text. */
export const readDuration = (
  text: string,
):
  | { readonly ok: true; readonly duration: Ps }
  | { readonly ok: false; readonly problem: string } => {
  const refused = (needed: string) =>
    ({ ok: false, problem: `${JSON.stringify(text)} found; ${needed}` }) as const
  const parsed = parseQuantity(text, 'duration')
  if (!parsed.ok && parsed.fault.kind !== 'too-large') {
    const { problem, remedy } = explainQuantity(parsed.fault)
    return { ok: false, problem: `${problem}; ${remedy}` }
  }
  if (parsed.ok && parsed.value === 0) return refused('more than 0 is needed')
  if (!parsed.ok || parsed.value > HORIZON) {
    return refused('at most 2^53 ps (2 h 30 min) can be simulated')
  }
  return { ok: true, duration: ps(parsed.value) }
}
