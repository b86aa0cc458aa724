import { expect, test } from 'vitest'
import type { FuzzCase } from './cases.ts'
import { type Outcome, brokenLaws } from './laws.ts'

const subject = { path: '/x.yaml', content: new TextEncoder().encode('name: é\r\nseed: 1\n') }

const it: FuzzCase = {
  scenario: { name: 'x.yaml', content: subject.content },
  files: [],
  isSound: false,
  showing: { command: 'run', quiet: false, terminal: false, columns: 80, env: {} },
}

const count = { frames: 1, bytes: 64 }
const none = { frames: 0, bytes: 0 }
const flow = { interlink: 'a', offered: count, delivered: count, dropped: none, inFlight: none }
const document = (flows: readonly object[]): string =>
  JSON.stringify({ format: 'interlink-sim/result', flows, ports: [] })

const outcome = (change: Partial<Outcome>): Outcome => ({
  args: ['validate', '/x.yaml'],
  exit: 0,
  out: '✓ /x.yaml: nothing\n',
  err: '',
  terminal: false,
  interrupted: false,
  seconds: 0,
  ...change,
})
const ran = (change: Partial<Outcome>): Outcome =>
  outcome({ args: ['run', '/x.yaml', '--format', 'json'], out: document([flow]), ...change })

const FAULT = '/x.yaml:1:7: name: too short; lengthen it\n'

test('what holds every law breaks none', () => {
  expect(brokenLaws(it, subject, [outcome({}), ran({})])).toEqual([])
  const refused = { exit: 2, out: FAULT }
  expect(
    brokenLaws(it, subject, [outcome(refused), ran({ exit: 2, out: '', err: FAULT })]),
  ).toEqual([])
  const warned = { out: `✓ /x.yaml: nothing\n! ${FAULT}` }
  expect(
    brokenLaws({ ...it, isSound: true }, subject, [outcome(warned), ran({ exit: 1 })]),
  ).toEqual([])
  expect(brokenLaws(it, subject, [outcome({}), ran({ exit: 130, interrupted: true })])).toEqual([])
})

const broken = (validated: Partial<Outcome>, run: Partial<Outcome> = {}, isSound = false): string =>
  brokenLaws({ ...it, isSound }, subject, [outcome(validated), ran(run)]).join('\n')

const refusedWith = (fault: string): string =>
  broken({ exit: 2, out: fault }, { exit: 2, out: '', err: fault })

test.each<[string, string, string]>([
  ['exit 70', broken({}, { exit: 70 }), 'exit 70'],
  ['no exit', broken({}, { exit: null }), 'exit null'],
  ['exit 1 of validate', broken({ exit: 1 }), 'exit 1'],
  ['exit 130 unasked', broken({}, { exit: 130 }), 'exit 130'],
  ['a stack trace', broken({}, { err: 'oh\n    at f (file:///a.js:1:2)\n' }), 'a stack trace'],
  ['a bare trace', broken({}, { err: '    at file:///a.js:1:2\n' }), 'a stack trace'],
  ['an error of the engine', broken({}, { err: 'TypeError: x\n' }), 'a stack trace'],
  ['no JSON', broken({}, { out: '{' }), 'the result is no JSON'],
  ['other JSON', broken({}, { out: '{}' }), 'names no format'],
  ['no flows', broken({}, { out: document([]).replace('flows', 'flow') }), 'no flows'],
  ['lost frames', broken({}, { out: document([{ ...flow, delivered: none }]) }), 'loses count'],
  ['a colour in a pipe', broken({ out: '\u001B[31m\n' }), 'control characters'],
  ['a moved cursor', broken({ terminal: true, out: 'a\u0008\n' }), 'control characters'],
  ['reversed text', broken({ out: '\u202E\n' }), 'control characters'],
  ['no fault', refusedWith('! nothing\n'), 'exit 2 without a fault'],
  ['no place', refusedWith('/x.yaml: wrong\n'), 'no fault with its place'],
  ['another file', refusedWith('/y.yaml:1:1: wrong\n'), 'no fault with its place'],
  ['line 0', refusedWith('/x.yaml:0:1: wrong\n'), 'line 0'],
  ['a line too many', refusedWith('/x.yaml:4:1: wrong\n'), 'line 4 of 3'],
  ['column 0', refusedWith('/x.yaml:1:0: wrong\n'), 'column 0'],
  ['a column too many', refusedWith('/x.yaml:2:9: wrong\n'), 'column 9 of 7'],
  ['a misplaced warning', broken({ out: '! /x.yaml:9:1: odd\n' }), 'line 9 of 3'],
  [
    'a refused sound file',
    broken({ exit: 2, out: FAULT }, {}, true),
    'although it holds every rule',
  ],
  ['a run of what is refused', broken({ exit: 2, out: FAULT }), 'validate with 2'],
  [
    'other faults',
    broken({ exit: 2, out: FAULT }, { exit: 2, err: '/x.yaml:2:1: seed: bad\n' }),
    'tell different faults',
  ],
])('%s breaks a law', (_, found, expected) => {
  expect(found).toContain(expected)
})

test('a place just behind the end of a line is inside the file', () => {
  expect(refusedWith('/x.yaml:2:8: wrong\n')).toBe('')
  expect(refusedWith('/x.yaml:3:1: wrong\n')).toBe('')
})
