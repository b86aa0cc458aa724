/** Values and keys that nobody means well with. */
import fc from 'fast-check'
import { type Tree, decorated, fields, raw } from './tree.ts'

/** Names that JavaScript's objects have a meaning of their own for. */
export const PROTOTYPE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'isPrototypeOf',
] as const

/** Texts that trip up whatever measures, cuts or prints them. */
const TEXTS = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\u0000',
    '\u0007',
    '\u001B[31mred',
    '\u009B31m',
    '\u007F',
  ],
  ...['\u0085', '\u00A0', '\u2028', '\u2029', '\u202E', '\u2066', '\uFEFF', '\uFFFE', '\uD800'],
  ...['é', 'e\u0301', 'ﬀ', 'µs', 'مرحبا', '漢字', '😀', '👩‍👩‍👧‍👦', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A', '١'],
  ...[
    '*',
    '&a',
    '!x',
    '%',
    '@',
    '`',
    '|',
    '>',
    '?',
    ':',
    '-',
    '#',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
  ],
  ...['null', '~', 'true', 'yes', 'on', 'NaN', 'Infinity', 'undefined', '[object Object]', '<<'],
  ...[
    '../x.pcap',
    '/etc/passwd',
    '/dev/zero',
    '.',
    '..',
    'a/../b',
    'scenario.yaml',
    'missing.pcap',
  ],
  ...['\\', '${x}', '$&', '%s', '<script>', "'; drop table", 'at x (y:1:1)'],
] as const

/** Quantities at, beyond and beside every limit. */
const QUANTITIES = [
  ...['0s', '1ps', '0.5ps', '9007199254740992ps', '9007199254740993ps', '2.5h', '3h', '1d', '1w'],
  ...['1e3s', '-1s', '+1s', '1 s', '1  s', '1\ts', '1S', '١s', '1.5', '.5s', '5.s', '1,5s', '1s '],
  ...['0bps', '1bps', '1kbps', '999bps', '1500bps', '1Gbps', '40Gbps', '100Gbps', '1Tbps', '1GBps'],
  ...['10000Gbps', '10001Gbps', '1 Gbit/s', '1gbps', '1GB', '0B', '63B', '64B', '9216B', '9217B'],
  ...[
    '1GiB',
    '1073741825B',
    '1024GiB',
    '1025GiB',
    '0m',
    '1800000001km',
    '0%',
    '100%',
    '900%',
    '901%',
  ],
  ...['5', '05s', '00s', '0x10s', '1_000s', '1e-3s', '∞s', '1.0000000000000000000000000001s'],
  ...['9'.repeat(29) + 's', '9'.repeat(31) + 's', `0.${'0'.repeat(28)}1s`, `0.${'0'.repeat(31)}1s`],
] as const

const NUMBERS = [
  ...[0, -1, 1, 0.5, 45, 46, 4095, 9198, 9199, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 2 ** 53 + 2],
  ...[1e9, 1e21, 1e300, -1e300, 5e-324, Number.MAX_VALUE, Infinity, -Infinity, Number.NaN],
] as const

/** Scalars as only a file can write them. */
const WRITTEN = [
  ...[
    '0x1F',
    '0o17',
    '0b1',
    '1_000',
    '+1',
    '1e3',
    '1.',
    '.5',
    '-.inf',
    '.NaN',
    '~',
    'TRUE',
    'Null',
  ],
  ...[
    '2001-12-14',
    '2001-12-14t21:59:43.10-05:00',
    '1:30',
    '12:30:45',
    '0.1%',
    '- x',
    '? x',
    ': x',
  ],
  ...['*a', '*anchor', '&a x', '&a', '!!str 5', '!!int "5"', '!!binary aGk=', '!!js/function "x"'],
  ...[
    '!x y',
    '!<tag:yaml.org,2002:str> x',
    '!!merge <<',
    '%',
    '@',
    '`',
    '|',
    '>',
    '|-\n      x',
    '|2',
  ],
  ...[
    '>+\n\n   x\n\n',
    '{',
    '[',
    '}',
    ']',
    '"',
    "'",
    '"\\q"',
    '"\\u0000"',
    '"\\ud800"',
    '# c',
    '\t',
  ],
  ...[
    '\u0000',
    '\u0008',
    '\uFEFF',
    '\u2028',
    '\u0085',
    '"a\n\n b"',
    "'a\n  b'",
    'a\n  b',
    '{a, b}',
  ],
  ...[
    '[a: b]',
    '[,]',
    '{: }',
    '{? }',
    '---',
    '...',
    '--- x',
    '\n---\n',
    '\n...\n',
    '%YAML 1.1',
    '<<',
  ],
] as const

const long = fc
  .tuple(fc.constantFrom('x', '9', '😀', ' x', '"', '\\', '\u0301', 'Gbps'), fc.nat(5))
  .map(([piece, digits]) => piece.repeat(10 ** digits))

const deep = fc
  .tuple(fc.boolean(), fc.oneof(fc.nat(12), fc.integer({ min: 95, max: 130 })))
  .map(([asList, levels]) => {
    let tree: Tree = 'x'
    for (let i = 0; i < levels; i++) tree = asList ? [tree] : fields({ a: tree })
    return tree
  })

/** Any data at all. */
const anyTree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Tree>(...TEXTS),
    fc.constantFrom<Tree>(...QUANTITIES),
    fc.constantFrom<Tree>(...NUMBERS, null, true, false),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc
      .dictionary(fc.constantFrom('a', 'kind', 'size', 'id', 'rate'), tie('tree'), { maxKeys: 3 })
      .map(fields),
  ),
})).tree

/** What may stand in place of a value. */
export const hostileValue: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<Tree>(...QUANTITIES) },
  { weight: 6, arbitrary: fc.constantFrom<Tree>(...TEXTS, ...PROTOTYPE_NAMES) },
  { weight: 4, arbitrary: fc.constantFrom<Tree>(...NUMBERS, null, true, false) },
  { weight: 4, arbitrary: fc.constantFrom(...WRITTEN).map(raw) },
  { weight: 3, arbitrary: anyTree },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 2, arbitrary: fc.double() },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: long },
)

/** What may stand in place of a key. */
export const hostileKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom<string>(...PROTOTYPE_NAMES),
  fc.constantFrom<string>(...TEXTS),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.constantFrom('x'.repeat(63), 'x'.repeat(64), 'x'.repeat(1_025), 'x'.repeat(100_000)),
)

/** Anchors, tags and aliases in front of a value that stays. */
export const decoration: fc.Arbitrary<(tree: Tree) => Tree> = fc
  .constantFrom(
    '&a',
    '&anchor',
    '&a &b',
    '!!str',
    '!!map',
    '!!seq',
    '!!int',
    '!!null',
    '!',
    '!x',
    '*a',
  )
  .map(prefix => tree => decorated(prefix, tree))
