import { describe, expect, test } from 'vitest'
import { type Dimension, explainQuantity, formatQuantity, parseQuantity } from '../src/quantity.ts'

const read = (text: string, dimension: Dimension): number | string => {
  const result = parseQuantity(text, dimension)
  return result.ok ? result.value : result.fault.kind
}

const words = (text: string, dimension: Dimension): string => {
  const result = parseQuantity(text, dimension)
  if (result.ok) return 'no fault'
  const { problem, remedy, fix } = explainQuantity(result.fault)
  return `${problem}; ${remedy}${fix === undefined ? '' : ` [${fix}]`}`
}

describe('reading', () => {
  test.each([
    ['1ps', 'duration', 1],
    ['1ns', 'duration', 1e3],
    ['1us', 'duration', 1e6],
    ['1ms', 'duration', 1e9],
    ['1s', 'duration', 1e12],
    ['1min', 'duration', 6e13],
    ['1h', 'duration', 3.6e15],
    ['0.1d', 'duration', 8.64e15],
    ['1bps', 'rate', 1],
    ['1kbps', 'rate', 1e3],
    ['1Mbps', 'rate', 1e6],
    ['1Gbps', 'rate', 1e9],
    ['1.5Gbit/s', 'rate', 1.5e9],
    ['1B', 'size', 1],
    ['1kB', 'size', 1000],
    ['1KiB', 'size', 1024],
    ['1MiB', 'size', 2 ** 20],
    ['1GiB', 'size', 2 ** 30],
    ['1GB', 'size', 1e9],
    ['120m', 'length', 120_000],
    ['1.5km', 'length', 1_500_000],
    ['0.5dB', 'attenuation', 5e8],
    ['0.000000001 dB', 'attenuation', 1],
    ['-3dBm', 'power', -3e9],
    ['-8.2 dBm', 'power', -8.2e9],
    ['+0.5dBm', 'power', 5e8],
    ['0dBm', 'power', 0],
    ['-0dBm', 'power', 0],
    ['0.1%', 'share', 0.001],
    ['100 %', 'share', 1],
    ['0s', 'duration', 0],
    ['007s', 'duration', 7e12],
  ] as const)('%s is %s of %d base units', (text, dimension, value) => {
    expect(read(text, dimension)).toBe(value)
  })

  test('both code points of µ are read alike', () => {
    expect(read('3\u00b5s', 'duration')).toBe(3e6)
    expect(read('3\u03bcs', 'duration')).toBe(3e6)
  })

  test('one space before the unit is allowed, two are not', () => {
    expect(read('5 ms', 'duration')).toBe(5e9)
    expect(read('5  ms', 'duration')).toBe('unknown-unit')
    expect(read('5\tms', 'duration')).toBe('unknown-unit')
  })

  test('2^53 base units are read exactly, one more is too large', () => {
    expect(read('9007199254740992ps', 'duration')).toBe(2 ** 53)
    expect(read('9007199254740993ps', 'duration')).toBe('too-large')
    expect(read('9007199.254740992Gbps', 'rate')).toBe(2 ** 53)
    expect(read('9007199.254740993Gbps', 'rate')).toBe('too-large')
  })

  test('a value must be whole in its base unit', () => {
    expect(read('0.001ns', 'duration')).toBe(1)
    expect(read('0.0011ns', 'duration')).toBe('not-whole')
    expect(read('0.5B', 'size')).toBe('not-whole')
    expect(read('0.0009765625KiB', 'size')).toBe(1)
    expect(read('0.000976562KiB', 'size')).toBe('not-whole')
    expect(read('0.0001m', 'length')).toBe('not-whole')
    expect(read('0.0000000000001%', 'share')).toBe(1e-15)
    expect(read('0.00000000000001%', 'share')).toBe('not-whole')
  })

  test.each(['', 'ms', '-5', '+5ms', '.5ms', 'five ms', `${'9'.repeat(31)}ms`])(
    '%j is no quantity',
    text => {
      expect(read(text, 'duration')).toBe('not-a-quantity')
    },
  )

  test('a sign is for powers alone; a negative value of anything else is told apart', () => {
    expect(read('-5ms', 'duration')).toBe('negative')
    expect(read('-0.5 dB', 'attenuation')).toBe('negative')
    expect(read('+0.5dB', 'attenuation')).toBe('not-a-quantity')
    expect(read('-5', 'attenuation')).toBe('not-a-quantity')
    expect(read('--3dBm', 'power')).toBe('not-a-quantity')
    expect(read('- 3dBm', 'power')).toBe('not-a-quantity')
  })

  test('powers are bounded on both sides', () => {
    expect(read('-9007199.254740992dBm', 'power')).toBe(-(2 ** 53))
    expect(read('-9007199.254740993dBm', 'power')).toBe('too-large')
  })

  test.each(['5', '5.25', '0'])('%j has no unit', text => {
    expect(read(text, 'duration')).toBe('no-unit')
  })

  test.each(['5 Ms', '5MS', '5sec', '1e3ms', '1,5ms', '5ms ', '5.ms', '5bps', '0x10ms', '5 ms ms'])(
    '%j has no unit of time',
    text => {
      expect(read(text, 'duration')).toBe('unknown-unit')
    },
  )
})

describe('explaining', () => {
  test.each([
    ['5000000', 'size', '5000000 has no unit; a size such as 5MB is needed [5MB]'],
    ['1000', 'size', '1000 has no unit; a size such as 1000B is needed [1000B]'],
    ['60', 'duration', '60 has no unit; a duration such as 60s is needed [60s]'],
    ['500', 'rate', '500 has no unit; a rate such as 500Mbps is needed [500Mbps]'],
    ['2000000000', 'rate', '2000000000 has no unit; a rate such as 2Gbps is needed [2Gbps]'],
    ['120', 'length', '120 has no unit; a length such as 120m is needed [120m]'],
    ['0.001', 'share', '0.001 has no unit; a share such as 0.1% is needed [0.1%]'],
    ['80', 'share', '80 has no unit; a share such as 80% is needed [80%]'],
    ['0.5', 'attenuation', '0.5 has no unit; an attenuation such as 0.5dB is needed [0.5dB]'],
    ['-3', 'power', '-3 has no unit; a power such as -3dBm is needed [-3dBm]'],
    ['-3dB', 'power', '-3dB is an attenuation; a power such as -3dBm is needed'],
    [
      '-0.5dB',
      'attenuation',
      '-0.5dB is negative; an attenuation is written without a sign [0.5dB]',
    ],
    ['\u22123dBm', 'power', '\u22123dBm begins with no plain -; write -3dBm [-3dBm]'],
    ['\u2212', 'power', '\u2212 is no power; write digits and a unit, such as -3dBm'],
    ['2gbps', 'rate', '2gbps has the unknown unit gbps; the nearest known unit is Gbps [2Gbps]'],
    ['2GB', 'rate', '2GB is a size; a rate such as 10Gbps is needed'],
    [
      '5  ms',
      'duration',
      '5  ms has more than one space before or around its unit; write 5ms [5ms]',
    ],
    [
      '5\u00a0ms',
      'duration',
      '5\u00a0ms has a tab or a special space before or around its unit; write 5ms [5ms]',
    ],
    ['1.5B', 'size', '1.5B is not a whole number of bytes; write fewer decimals or a smaller unit'],
    ['3h', 'duration', '3h is above the limit of 2^53 ps (2 h 30 min); lower it'],
    ['fast', 'rate', 'fast is no rate; write digits and a unit, such as 10Gbps'],
    ['', 'rate', 'an empty text is no rate; write digits and a unit, such as 10Gbps'],
  ] as const)('%j of a %s', (text, dimension, expected) => {
    expect(words(text, dimension)).toBe(expected)
  })

  test('every fix is itself a quantity', () => {
    const all = ['duration', 'rate', 'size', 'length', 'attenuation', 'power', 'share'] as const
    for (const dimension of all) {
      for (const text of ['0', '1', '0.5', '999', '1000', '5000000', '1e9', '9'.repeat(30)]) {
        const { fix } = explainQuantity({ kind: 'no-unit', value: text, dimension })
        expect(parseQuantity(fix!, dimension)).toMatchObject({ ok: true })
      }
    }
  })

  test('a long text is cut in messages', () => {
    expect(words('x'.repeat(100_000), 'rate').length).toBeLessThan(150)
  })
})

describe('writing', () => {
  test.each([
    [0, 'duration', '0s'],
    [1, 'duration', '1ps'],
    [1_500_000_000, 'duration', '1.5ms'],
    [7_500_000_000, 'rate', '7.5Gbps'],
    [5_000_000, 'size', '5MB'],
    [65_536, 'size', '64KiB'],
    [120_000, 'length', '120m'],
    [1, 'length', '0.001m'],
    [2 ** 53, 'rate', '9007199254740.992kbps'],
    [5e8, 'attenuation', '0.5dB'],
    [1, 'attenuation', '0.000000001dB'],
    [-8_200_000_000, 'power', '-8.2dBm'],
    [0, 'power', '0dBm'],
    [-1, 'power', '-0.000000001dBm'],
  ] as const)('%d base units of %s are %s', (value, dimension, text) => {
    expect(formatQuantity(value, dimension)).toBe(text)
  })

  test('prose has a space before the unit', () => {
    expect(formatQuantity(7_500_000_000, 'rate', ' ')).toBe('7.5 Gbps')
  })
})
