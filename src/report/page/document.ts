/** A result document read back from its file, as far as a page relies on it. */
import type { ResultDocument } from '../../sim/result/document.ts'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasFigures = (value: unknown, ...keys: readonly string[]): boolean =>
  isObject(value) && keys.every(key => Number.isFinite(value[key]))

const hasTexts = (value: unknown, ...keys: readonly string[]): boolean =>
  isObject(value) && keys.every(key => typeof value[key] === 'string')

const isListOf = (value: unknown, holds: (each: Json) => boolean): boolean =>
  Array.isArray(value) && value.every(each => isObject(each) && holds(each))

const isDirection = (value: unknown): boolean => value === 'toCustomer' || value === 'toCloud'

const isFlow = (flow: Json): boolean =>
  hasTexts(flow, 'interlink') &&
  isDirection(flow['direction']) &&
  hasFigures(flow, 'bandwidth', 'throughput', 'peak', 'utilisation', 'loss') &&
  ['offered', 'delivered', 'dropped', 'inFlight'].every(key =>
    hasFigures(flow[key], 'frames', 'bytes'),
  ) &&
  ['delay', 'shaperWait', 'portWait', 'shaperQueue', 'slices', 'bounds'].every(key =>
    isObject(flow[key]),
  ) &&
  isObject((flow['dropped'] as Json)['byCause']) &&
  isListOf(flow['delayHistogram'], bin => hasFigures(bin, 'upTo', 'frames')) &&
  Array.isArray((flow['slices'] as Json)['offered']) &&
  Array.isArray((flow['slices'] as Json)['dropped'])

const isPort = (port: Json): boolean =>
  hasTexts(port, 'connection') &&
  isDirection(port['direction']) &&
  hasFigures(port, 'speed', 'utilisation') &&
  isObject(port['bounds']) &&
  hasFigures(port['bounds']['queueMax'], 'value')

const isObjective = (each: Json): boolean =>
  (hasTexts(each, 'interlink', 'metric') || hasTexts(each, 'connection', 'metric')) &&
  isDirection(each['direction']) &&
  typeof each['met'] === 'boolean' &&
  (hasFigures(each, 'below') || hasFigures(each, 'above')) &&
  (each['value'] === null || Number.isFinite(each['value']))

/** What is not as a result of this version has it; null where all is that a page relies on. */
const faultOf = (value: unknown): string | null => {
  if (!isObject(value) || value['format'] !== 'interlink-sim/result') {
    return 'it is no result of interlink-sim: "format" is not "interlink-sim/result"'
  }
  if (value['version'] !== 1) {
    return `its "version" is ${JSON.stringify(value['version'])}; this program reads 1`
  }
  const sound: Readonly<Record<string, boolean>> = {
    scenario: hasTexts(value['scenario'], 'name', 'sha256'),
    inputs: isListOf(value['inputs'], each => hasTexts(each, 'file', 'sha256')),
    seed: Number.isFinite(value['seed']),
    engine: typeof value['engine'] === 'string',
    simulated:
      hasFigures(value['simulated'], 'warmup', 'duration') &&
      (value['simulated'] as { readonly duration: number }).duration > 0,
    seriesInterval: typeof value['seriesInterval'] === 'number' && value['seriesInterval'] > 0,
    flows: isListOf(value['flows'], isFlow),
    ports: isListOf(value['ports'], isPort),
    objectives: isListOf(value['objectives'], isObjective),
    timeline: isListOf(value['timeline'], each => hasTexts(each, 'subject', 'kind', 'to', 'cause')),
    availability: isListOf(value['availability'], each => hasFigures(each, 'up', 'down')),
    outages: isListOf(value['outages'], each => hasTexts(each, 'interlink', 'cause')),
    billing: isListOf(value['billing'], each => hasTexts(each, 'connection', 'amount')),
  }
  const key = Object.keys(sound).find(each => sound[each] === false)
  return key === undefined ? null : `its "${key}" is not as a result has it`
}

/** A document, or what is wrong with the text, as the second half of a sentence. */
export type DocumentRead =
  | { readonly ok: true; readonly document: ResultDocument }
  | { readonly ok: false; readonly fault: string }

/** Reads the text of a `result.json`. */
export const readDocument = (text: string): DocumentRead => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, fault: 'it is no JSON' }
  }
  const fault = faultOf(value)
  return fault === null ? { ok: true, document: value as ResultDocument } : { ok: false, fault }
}
