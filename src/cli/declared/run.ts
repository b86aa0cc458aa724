/** What `run` understands. */
import { ENGINES } from '../../model/scenario.ts'
import { KERNELS } from '../../sim/kernel/choice.ts'
import { EXIT } from '../exit.ts'
import { FIGURE_KINDS } from '../figures.ts'
import { type Declaration, SCENARIO_FILE, oneOf } from './declaration.ts'
import { ALLOW_READ } from './allow-read.ts'

/** `run`. */
export const RUN: Declaration = {
  about: 'simulate, judge the objectives',
  argument: { value: SCENARIO_FILE, isRequired: false, isRepeatable: false },
  intro:
    'Without SCENARIO, the only scenario (*.yaml, *.yml) of the current folder is run. Progress goes ' +
    'to stderr when that is a terminal, results to stdout; Ctrl-C stops promptly.',
  options: [
    {
      flag: '--format',
      value: oneOf('text', 'json'),
      about: 'the summary, or the result document alone on stdout',
      fallback: 'text',
    },
    {
      flag: '--out',
      value: { kind: 'folder', name: 'DIR' },
      about:
        'write report.html, the page for people, and result.json, series.csv and ports.csv into DIR',
    },
    {
      flag: '--figures',
      value: oneOf(...FIGURE_KINDS),
      about:
        'write each chart of the page into DIR/figures as well: for slides and documents, without a ' +
        'browser; png needs the package sharp (npm install sharp)',
    },
    {
      flag: '--trace',
      value: { kind: 'file', name: 'FILE.pcap', endings: ['pcap'] },
      about: 'write the frames delivered in the window; opens in Wireshark',
    },
    {
      flag: '--trace-flow',
      value: { kind: 'text', name: 'ID:DIRECTION' },
      isRepeatable: true,
      about:
        'trace this flow only: ID is an InterLink, DIRECTION toCustomer or toCloud; may be repeated',
    },
    {
      flag: '--seed',
      value: { kind: 'text', name: 'N' },
      about: "instead of the scenario's seed: 0 to 4294967295",
    },
    {
      flag: '--duration',
      value: { kind: 'text', name: 'D' },
      about: "instead of the scenario's duration: for instance 250ms",
    },
    {
      flag: '--engine',
      value: oneOf(...ENGINES),
      about:
        "instead of the scenario's: packet simulates every frame, fluid rates that are constant between " +
        'breakpoints, for months and years',
    },
    {
      flag: '--kernel',
      value: oneOf(...KERNELS),
      about:
        'which kernel simulates frames; all give the same bytes, batch is the fastest, auto takes it',
      fallback: 'auto',
    },
    {
      flag: '--threads',
      value: { kind: 'text', name: 'N' },
      about:
        'at most N threads: directions of connections, or replications, are shared out among them; all ' +
        'give the same bytes, and short runs need one',
      fallback: 'cores',
    },
    {
      flag: '--replications',
      value: { kind: 'text', name: 'N' },
      about:
        'run N times with seeds that follow each other: pooled figures, intervals, objectives judged on ' +
        'them; 1 to 100000',
    },
    {
      flag: '--confidence',
      value: { kind: 'text', name: 'SHARE' },
      about: 'how sure the intervals of replications are',
      fallback: '95%',
    },
    {
      flag: '--until-precision',
      value: { kind: 'text', name: 'SHARE' },
      about:
        'stop replications when every figure of an objective is known to within this share of it; at ' +
        'least 5, at most --replications, or 100',
    },
    {
      flag: '--fail-each',
      about:
        'then again without each connection in turn, its traffic offered to the VPCs: which objectives ' +
        'still hold when any one is lost; exit 1 where one does not',
    },
    ALLOW_READ,
    {
      flag: '--quiet',
      about:
        'a line per objective that is missed or undecided, in base units; nothing when all are met',
    },
  ],
  examples: [
    { line: 'interlink-sim run scenarios/hybrid-paris.yaml', remark: '' },
    { line: 'interlink-sim run hybrid-paris.yaml --seed 7 --duration 5s', remark: '' },
    {
      line: 'interlink-sim run hybrid-paris.yaml --out out --trace out/web.pcap --trace-flow web:toCloud',
      remark: '',
    },
    {
      line: 'interlink-sim run hybrid-paris.yaml --out out --figures svg',
      remark: 'charts for slides',
    },
    {
      line: 'interlink-sim run scenarios/month.yaml --engine fluid',
      remark: 'rates: months in a second',
    },
    {
      line: 'interlink-sim run hybrid-paris.yaml --replications 20',
      remark: 'how sure is it',
    },
    {
      line: 'interlink-sim run fail-each.yaml --fail-each',
      remark: 'what if one connection is lost',
    },
    {
      line: 'interlink-sim run hybrid-paris.yaml --quiet || echo "an objective is missed"',
      remark: '',
    },
    {
      line: "interlink-sim run hybrid-paris.yaml --format json | jq '.objectives[] | select(.met|not)'",
      remark: '',
    },
  ],
  terms: {
    title: 'the summary',
    entries: [
      ['bandwidth', 'what the InterLink may carry; the first lines say which layer it counts'],
      ['offered', 'mean rate of the frames that sources sent, without VLAN tag, preamble and gap'],
      ['peak', 'highest offered rate over one interval of the series'],
      ['delivered', 'mean rate of the frames that arrived'],
      [
        'used %',
        'counted bits delivered, of the bandwidth; of a port: share of time it was sending',
      ],
      [
        'lost %',
        'frames dropped, of those offered; of a port: those its full queue dropped, of those that ' +
          'reached it',
      ],
      ['p99', '99 of 100 frames are at most this late, first queue to last bit at the far end'],
      [
        'sparkline',
        'offered rate over time in 25 slices; full height is the bandwidth, of a port its speed; a ' +
          'cross marks a slice in which frames were lost, a space silence',
      ],
      [
        'what waits',
        "queues of which a hundredth or more was ever taken, or that made a miss: an InterLink's shaper, " +
          "or a port's queue; peak: the most bytes that waited at once; bytes waiting: means of 25 slices, " +
          "full height is the queue's room, or the fullest slice where less than a third was ever taken",
      ],
      ['shaped', "excess waits in the InterLink's queue; it is lost only when that queue is full"],
      ['policed', 'excess is dropped at once, nothing waits'],
      [
        '9 more',
        'of more than 24 flows, those without a line of their own, with the largest figures among ' +
          'them; what missed or lost frames, and the busiest, come first',
      ],
      [
        'none can take more',
        'a bound that holds whatever sources draw: from what they can send at most, buckets and ' +
          'queues (network calculus); M/G/1 is the mean in the long run where all sources of a port ' +
          'are Poisson and only the port makes frames wait',
      ],
      [
        'fluid',
        'rates stand for frames, exact between the instants at which they change; what they cannot see, ' +
          'bursts and queueing by chance, is estimated below the delays',
      ],
      ['in flight', 'frames still on their way when the measured time ended'],
      ['limit', 'an objective is met when the value is strictly on the right side of it'],
      [
        'replications',
        'runs that differ in their seed alone; counts are summed, delays are those of all frames together',
      ],
      [
        'at most',
        "end of Student's t interval of the mean over replications, on the side of the limit",
      ],
      ['undecided', 'the limit lies inside the interval: more replications decide'],
      [
        'one connection lost',
        'each objective at its worst over all runs in which one connection is absent from the start; ' +
          'an InterLink of it that is offered nothing loses nothing',
      ],
      ['without', 'the connection that is then absent; any: all of them are alike'],
      ['again', 'the command that gives the same bytes on any machine'],
    ],
  },
  exits: [
    [EXIT.done, 'objectives met'],
    [EXIT.missed, 'one missed or undecided'],
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'interrupted'],
  ],
}
