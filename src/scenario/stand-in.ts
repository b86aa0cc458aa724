/**
 * Values that stand in for required ones that are missing or unreadable, so that everything around
 * them can still be judged. None is ever judged itself, and none makes another value wrong.
 */
import type { Path } from '../model/path.ts'

/** By key, and for the items of a list by its key and `[]`. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  name: '-',
  duration: '1s',
  organization: { id: '-', projects: ['-'] },
  id: '-',
  projects: ['-'],
  'projects[]': '-',
  pops: {},
  region: 'fr-par',
  connections: {},
  // No id is a space, so that nothing is found under it.
  pop: ' ',
  portSpeed: '0bps',
  'availableBandwidths[]': '0bps',
  'segments[]': { id: '-', kind: 'connector' },
  length: '1m',
  interlinks: {},
  connection: ' ',
  bandwidth: '0bps',
  traffic: [],
  'traffic[]': {
    interlink: ' ',
    direction: 'toCloud',
    source: { kind: 'cbr', rate: '0bps', frame: 'imix' },
  },
  interlink: ' ',
  direction: 'toCloud',
  source: { kind: 'cbr', rate: '0bps', frame: 'imix' },
  rate: '0bps',
  peak: '0bps',
  on: '1s',
  off: '1s',
  frame: 'imix',
  'frame[]': { size: '64B', weight: 1 },
  size: '64B',
  weight: 1,
  file: '',
  column: '-',
  'objectives[]': { interlink: '*', metric: 'utilisation', below: '1%' },
  // Of InterLinks and connections alike.
  metric: 'utilisation',
  interval: '1s',
  'events[]': { at: '0s', kind: 'lock', interlink: ' ' },
  at: '0s',
  // Of events and faults alike; sources and segments find their own.
  kind: 'cut',
  'faults[]': { kind: 'cut', connection: ' ', segment: ' ', mtbf: '1d', repair: '1d' },
  mtbf: '1d',
  repair: '1d',
  ordered: '1970-01-01',
  // Of an order; the letter of the same name may be left out.
  loa: '0s',
  patch: '0s',
  median: '1s',
  p90: '1s',
  perMonth: '0',
  currency: 'XXX',
  in: [],
  out: [],
}
/** For a network of a policy, by its family; that of an event's policy stands beside it. */
const NETWORKS: Readonly<Record<string, string>> = {
  ipv4: '0.0.0.0/0',
  ipv6: '::/0',
  policy: '0.0.0.0/0',
}

/** What stands in for the value at `path`; undefined where nothing does. */
export const standIn = (path: Path): unknown => {
  const [family, holder, key] = [path.at(-3), path.at(-2), path.at(-1)]
  if (holder === 'in' || holder === 'out') return NETWORKS[family ?? '']
  return structuredClone(STAND_INS[typeof key === 'number' ? `${holder}[]` : (key ?? '')])
}
