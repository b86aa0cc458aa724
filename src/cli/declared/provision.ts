/** What `provision` understands. */
import { EXIT } from '../exit.ts'
import { ALLOW_READ } from './allow-read.ts'
import { type Declaration, SCENARIO_FILE, oneOf } from './declaration.ts'

/** `provision`. */
export const PROVISION: Declaration = {
  about: 'from order to bill, with dates',
  argument: { value: SCENARIO_FILE, isRequired: true, isRepeatable: false },
  intro:
    'Draws the orders of all connections that have provisioning again and again, from streams of ' +
    'their own: when the letter of authorization is issued, when the cross-connect is patched, when ' +
    'the link is active and billed. No traffic is simulated.',
  options: [
    {
      flag: '--need-by',
      value: { kind: 'text', name: 'DATE' },
      about: 'when the connections have to be active: a date means its end, 24:00 UTC',
    },
    {
      flag: '--confidence',
      value: { kind: 'text', name: 'SHARE' },
      about: 'probability that is asked for',
      fallback: '95%',
    },
    {
      flag: '--replications',
      value: { kind: 'text', name: 'N' },
      about: 'how often each order is drawn: 1 to 10000000',
      fallback: '10000',
    },
    {
      flag: '--seed',
      value: { kind: 'text', name: 'N' },
      about: "instead of the scenario's seed: 0 to 4294967295",
    },
    {
      flag: '--format',
      value: oneOf('text', 'json'),
      about: 'the summary, or the document alone on stdout',
      fallback: 'text',
    },
    {
      flag: '--letter',
      about: 'instead of the summary the text of each letter of authorization',
    },
    ALLOW_READ,
  ],
  examples: [
    { line: 'interlink-sim provision scenarios/new-connection.yaml', remark: '' },
    {
      line: 'interlink-sim provision new-connection.yaml --need-by 2026-02-06 --confidence 95%',
      remark: '',
    },
    {
      line: 'interlink-sim provision new-connection.yaml --letter > letter.txt',
      remark: 'for whoever patches',
    },
    {
      line: "interlink-sim provision new-connection.yaml --format json | jq '.connections[].billedFrom.p90'",
      remark: '',
    },
  ],
  terms: {
    title: 'the summary',
    entries: [
      ['LOA issued', 'the provider has issued the (first) letter of authorization'],
      ['patched', 'the cross-connect is in place, while its letter was valid'],
      ['link active', 'the provider sees the link: frames pass, and the bill begins'],
      ['waits for', 'on whose side of the demarcation the work lies'],
      ['10 %', 'one order in ten is there by this date; 50 % is half of them, 90 % nine in ten'],
      ['need-by', 'the date named with --need-by: the mark above the bars'],
      [
        'order by',
        'the latest day on which an order, at its beginning, is in time with the confidence',
      ],
      [
        'expired',
        'orders of which a letter ran out before the patch was done, so that both began anew',
      ],
      ['margin', 'light that is left at the receiver: launched, less what is lost and needed'],
      ['again', 'the command that gives the same bytes on any machine'],
    ],
  },
  exits: [
    [EXIT.done, 'ready, or not asked'],
    [EXIT.missed, 'not ready, or light at fault'],
    [EXIT.input, 'input wrong'],
    [EXIT.fault, 'our fault'],
    [EXIT.interrupted, 'interrupted'],
  ],
}
