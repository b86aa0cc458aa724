/** What must hold of the command whatever it is given. */
import { stripVTControlCharacters } from 'node:util'
import type { FuzzCase } from './cases.ts'

/** A call of the command and what came of it. */
export interface Outcome {
  readonly args: readonly string[]
  /** Null: it ended without one. */
  readonly exit: number | null
  readonly out: string
  readonly err: string
  /** Whether a terminal was written to. */
  readonly terminal: boolean
  /** Whether it was asked to stop. */
  readonly interrupted: boolean
  /** Seconds it took, the lesser of wall time and processor time: neither alone is its own. */
  readonly seconds: number
}

/** What stands in a stack trace and nowhere else. */
const TRACE =
  /^\s+at .+[:(]\d+:\d+\)?$|\bnode:internal\b|^\s*(?:Type|Range|Reference|Syntax)Error:/m

/** What acts on a terminal, or hides what stands beside it. */
const ACTING = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/u

/** Lines of a file as editors count them. */
const linesOf = (content: Uint8Array): readonly string[] =>
  new TextDecoder().decode(content).split('\n')

const isListed = (value: unknown): value is Record<string, unknown>[] => Array.isArray(value)

interface Count {
  readonly frames: number
  readonly bytes: number
}

const faultsOfDocument = (text: string): string[] => {
  let document: Record<string, unknown>
  try {
    document = JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    return [`the result is no JSON: ${String(error)}`]
  }
  if (document['format'] !== 'interlink-sim/result') return ['the result names no format']
  const flows = document['flows']
  if (!isListed(flows) || !isListed(document['ports'])) return ['the result has no flows or ports']
  return flows.flatMap(flow => {
    const { offered, delivered, dropped, inFlight } = flow as unknown as Record<string, Count>
    const lost = (['frames', 'bytes'] as const).filter(
      unit => offered![unit] !== delivered![unit] + dropped![unit] + inFlight![unit],
    )
    return lost.map(unit => `${String(flow['interlink'])} loses count of its ${unit}`)
  })
}

/** A subject of laws: a file at a path. */
export interface Subject {
  readonly path: string
  readonly content: Uint8Array
}

/** What is wrong with the place that a line names; null where it stands within the file. */
const faultOfPlace = (line: string, { path, content }: Subject): string | null => {
  const place = /^:(\d+):(\d+): \S/.exec(line.slice(path.length))
  if (!line.startsWith(path) || place === null) return `no fault with its place: ${line}`
  const lines = linesOf(content)
  const [at, column] = [Number(place[1]), Number(place[2])]
  const text = lines[at - 1]
  if (at < 1 || text === undefined) return `line ${at} of ${lines.length}: ${line}`
  // What is missing at the end of a line is missing behind its last character.
  if (column < 1 || column > text.length + 1) return `column ${column} of ${text.length}: ${line}`
  return null
}

const WARNING = /^[!] /

const linesIn = (text: string): readonly string[] => text.split('\n').slice(0, -1)

/** The lines of faults that a call wrote, without those of warnings. */
export const faultLines = ({ args, out, err }: Outcome): readonly string[] =>
  linesIn(args[0] === 'validate' ? out : err).filter(line => !WARNING.test(line))

const brokenBy = (outcome: Outcome, subject: Subject): string[] => {
  const { args, exit, out, err, terminal, interrupted } = outcome
  const broken: string[] = []
  const exits = args[0] === 'validate' ? [0, 2] : [0, 1, 2]
  if (interrupted) exits.push(130)
  if (exit === null || !exits.includes(exit)) broken.push(`exit ${exit}: ${err.slice(0, 300)}`)
  for (const text of [out, err]) {
    const trace = TRACE.exec(text)
    if (trace !== null) broken.push(`a stack trace: ${trace[0].slice(0, 200)}`)
  }
  const isDocument = args.includes('json') && (exit === 0 || exit === 1)
  if (isDocument) broken.push(...faultsOfDocument(out))
  for (const text of isDocument ? [err] : [out, err]) {
    const plain = terminal ? stripVTControlCharacters(text).replaceAll('\r', '') : text
    const acting = linesIn(plain).find(line => ACTING.test(line))
    if (acting !== undefined) broken.push(`control characters: ${JSON.stringify(acting)}`)
  }
  const told = linesIn(stripVTControlCharacters(args[0] === 'validate' ? out : err))
  const placed = told.filter(line => line.replace(WARNING, '').startsWith(subject.path))
  if (exit === 2) {
    const faults = terminal ? placed.filter(line => !WARNING.test(line)) : faultLines(outcome)
    if (faults.length === 0) broken.push('exit 2 without a fault')
    broken.push(...faults.flatMap(line => faultOfPlace(line, subject) ?? []))
  }
  const warnings = placed.filter(line => WARNING.test(line))
  broken.push(...warnings.flatMap(line => faultOfPlace(line.slice(2), subject) ?? []))
  return broken.map(law => `${args.join(' ')}: ${law}`)
}

/**
 * The laws that the calls for one input break.
 *
 * @param outcomes  of `validate`, and of any other calls
 */
export const brokenLaws = (
  { isSound }: FuzzCase,
  subject: Subject,
  [validated, ...others]: readonly [Outcome, ...Outcome[]],
): string[] => {
  const broken = [validated, ...others].flatMap(outcome => brokenBy(outcome, subject))
  if (isSound && validated.exit !== 0) {
    broken.push(`refused, although it holds every rule: ${validated.out.slice(0, 300)}`)
  }
  const faults = faultLines(validated).join('\n')
  for (const other of others) {
    if ((other.exit === 2) !== (validated.exit === 2)) {
      broken.push(
        `${other.args.join(' ')} ends with ${other.exit}, validate with ${validated.exit}`,
      )
    }
    // Other calls may spell the same faults for other surfaces.
    if (other.exit !== 2 || !other.args.includes('json')) continue
    if (faultLines(other).join('\n') !== faults) {
      broken.push(`${other.args.join(' ')} and validate tell different faults`)
    }
  }
  return broken
}
