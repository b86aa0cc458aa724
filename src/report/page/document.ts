/** A result document read back from its file, as far as a page relies on it. */
import {
  type Json,
  faultIn,
  hasFigures,
  hasTexts,
  isDirection,
  isListOf,
  isObject,
} from './json.ts'

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

/** Whether it is an objective that was judged. */
export const isObjective = (each: Json): boolean =>
  (hasTexts(each, 'interlink', 'metric') || hasTexts(each, 'connection', 'metric')) &&
  isDirection(each['direction']) &&
  typeof each['met'] === 'boolean' &&
  (hasFigures(each, 'below') || hasFigures(each, 'above')) &&
  (each['value'] === null || Number.isFinite(each['value']))

/** What is not as a result of this version has it; null where all is that a page relies on. */
export const resultFault = (value: Json): string | null =>
  faultIn(value, 'a result', {
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
  })
