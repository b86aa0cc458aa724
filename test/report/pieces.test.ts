import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { command } from '../../src/report/command.ts'
import { mergeBins, percentages } from '../../src/report/delay-bins.ts'
import { progressLine, stoppedAt } from '../../src/report/progress-line.ts'
import {
  UNITS,
  count,
  exact,
  figure,
  fixed,
  significant,
} from '../../src/report/terminal/figures.ts'
import { resample, sparkline } from '../../src/report/terminal/sparkline.ts'
import { displayWidth, printable, unparted, wrap } from '../../src/report/terminal/text.ts'
import { WIDE } from './factory.ts'

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ')
const PERCENT = UNITS.share[0]!

describe('figures', () => {
  it('are never rounded across a limit, nor onto it', () => {
    expect(fixed(0.001004, PERCENT, 2, [0.001])).toBe('0.1004')
    expect(fixed(0.000999, PERCENT, 2, [0.001])).toBe('0.0999')
    expect(fixed(0.00000001, PERCENT, 2, [0])).toBe('0.000001')
    expect(spaced(figure(0.0019999, 'duration', [0.002]))).toBe('1.9999 ms')
    expect(spaced(figure(12 * 2 ** 20 + 1, 'size', [12 * 2 ** 20]))).toBe('12.000001 MiB')
  })

  it('keep to the side of the limit on which they are', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 1000 }),
        (value, thousandths) => {
          const limit = thousandths / 1000
          const drawn = Number(fixed(value, PERCENT, 2, [limit]).concat('e-2'))
          if (Math.abs(value - limit) > 1e-12) {
            expect(Math.sign(drawn - limit)).toBe(Math.sign(value - limit))
          }
        },
      ),
    )
  })

  it('have three significant digits, whatever the rounding does to their size', () => {
    const micro = UNITS.duration[2]!
    expect(significant(4.114e-6, micro, 3)).toBe('4.11')
    expect(significant(9.996e-6, micro, 3)).toBe('10.0')
    expect(significant(728.4e-6, micro, 3)).toBe('728')
    expect(significant(0.0123456, micro, 3)).toBe('12,300')
    expect(spaced(figure(0.0009996, 'duration'))).toBe('1.00 ms')
  })

  it('have commas between thousands', () => {
    expect(count(1_689)).toBe('1,689')
    expect(count(890_014)).toBe('890,014')
    expect(count(999)).toBe('999')
  })

  it('write limits as they were asked for', () => {
    expect(spaced(exact(0.001, 'share'))).toBe('0.1 %')
    expect(spaced(exact(0.07, 'share'))).toBe('7 %')
    expect(spaced(exact(0.002, 'duration'))).toBe('2 ms')
    expect(spaced(exact(0.0000025, 'duration'))).toBe('2.5 µs')
    expect(spaced(exact(5400, 'duration'))).toBe('5400 s')
    expect(spaced(exact(18_000, 'duration'))).toBe('5 h')
    expect(spaced(exact(824_400, 'duration'))).toBe('229 h')
    expect(spaced(exact(842_400, 'duration'))).toBe('9.75 d')
    expect(spaced(exact(9007.2, 'duration'))).toBe('2.502 h')
    expect(spaced(exact(86_401, 'duration'))).toBe('86401 s')
    expect(spaced(exact(6.5e9, 'rate'))).toBe('6.5 Gbps')
    expect(spaced(exact(5_000_000, 'size'))).toBe('5 MB')
    expect(spaced(exact(2 ** 24, 'size'))).toBe('16 MiB')
  })
})

describe('a sparkline', () => {
  it('has 25 columns, of any number of slices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 300 }),
        values => {
          const means = resample(values, 25)
          expect([...sparkline(WIDE, means)]).toHaveLength(25)
        },
      ),
    )
  })

  it('keeps the mean of the series', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 300 }),
        values => {
          const mean = (some: readonly number[]): number =>
            some.reduce((sum, value) => sum + value, 0) / some.length
          expect(mean(resample(values, 25))).toBeCloseTo(mean(values), 9)
        },
      ),
    )
  })

  it('reaches full height at the capacity only, and is empty in silence only', () => {
    expect(sparkline(WIDE, [0, 1e-9, 0.125, 0.126, 0.875, 0.876, 1, 3])).toBe(' ▁▁▂▇███')
  })

  it('shows a loss instead of a height', () => {
    expect(sparkline(WIDE, [0.5, 0.5, 0], [false, true, true])).toBe('▄✗✗')
    expect(sparkline({ ...WIDE, unicode: false }, [0.1, 0.5, 1], [false, true])).toBe('_x#')
  })
})

describe('a histogram', () => {
  it('has shares that total exactly 100 as printed, none printed as zero', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 8 }),
        counts => {
          const shares = percentages(counts)
          const decimals = shares[0]!.split('.')[1]!.length
          const sum = shares.reduce((total, share) => total + BigInt(share.replace('.', '')), 0n)
          expect(sum).toBe(100n * 10n ** BigInt(decimals))
          for (const share of shares) expect(Number(share)).toBeGreaterThan(0)
        },
      ),
    )
  })

  it('has at most eight rows and loses no frame in merging', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 30 }),
        counts => {
          const bins = counts.map((frames, index) => ({
            upTo: Number(`${[1, 2, 5][index % 3]!}e${Math.floor(index / 3) - 9}`),
            frames,
          }))
          const rows = mergeBins(bins, 8)
          expect(rows.length).toBeLessThanOrEqual(8)
          const sum = (some: readonly { readonly frames: number }[]): number =>
            some.reduce((total, { frames }) => total + frames, 0)
          expect(sum(rows)).toBe(sum(bins))
          for (const [index, row] of rows.entries()) {
            expect(row.from).toBeLessThan(row.to)
            if (index > 0) expect(row.from).toBe(rows[index - 1]!.to)
          }
        },
      ),
    )
  })
})

describe('text', () => {
  it('is not broken between a number and its unit, and nowhere else is bound', () => {
    const bound = (text: string): string => unparted(text).replaceAll('\u00a0', '_')
    expect(bound('10 km of fibre, 4.9995 dB too strong, -1 dBm, 1518 B')).toBe(
      '10_km of fibre, 4.9995_dB too strong, -1_dBm, 1518_B',
    )
    expect(bound('95 % of 10 Gbps in 5 MiB, 300 µs; 90 d, 2 h 30 min')).toBe(
      '95_% of 10_Gbps in 5_MiB, 300_µs; 90_d, 2_h 30_min',
    )
    const free = 'all 3 bits, 2 seeds of th2 sites, 4 s-rules and 1 Byte'
    expect(bound(free)).toBe(free)
  })

  it('never carries a control character to the terminal', () => {
    expect(printable('a\u001b[31mb\tc\u202e\u009b')).toBe('a\\x1b[31mb\\x09c\\u{202e}\\x9b')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  it('counts wide characters twice, combining ones and colours not at all', () => {
    expect(displayWidth('日本')).toBe(4)
    expect(displayWidth('e\u0301')).toBe(1)
    expect(displayWidth('⚡✅🌍')).toBe(6)
    expect(displayWidth('✓⚠☎')).toBe(3)
    expect(displayWidth('🇫🇷')).toBe(2)
    // A syllable of Hangul, composed and as three letters.
    expect(displayWidth('\ud55c')).toBe(2)
    expect(displayWidth('\u1112\u1161\u11ab')).toBe(2)
    expect(displayWidth('\u001b[31mred\u001b[39m')).toBe(3)
  })

  it('wraps at spaces and keeps every word whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 14, max: 60 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width, '', '  ')
          expect(lines.join(' ').split(/ +/).filter(Boolean)).toEqual(words)
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
        },
      ),
    )
  })

  it('quotes what a shell would read otherwise', () => {
    expect(command('run', 'scenarios/a.yaml')).toBe('interlink-sim run scenarios/a.yaml')
    expect(command('run', "it's here.yaml")).toBe(`interlink-sim run 'it'\\''s here.yaml'`)
  })
})

describe('the progress line', () => {
  const figures = { verb: 'run', share: 0.6223, total: 60.1, packetsPerSecond: 31.2e6, left: 0.7 }

  it('reads as drawn', () => {
    expect(progressLine(figures, WIDE)).toBe(
      'run ━━━━━━━━━━━━━━━━━━━━━━━━━╸─────────────── 62 %   37.4 of 60.1 s   31.2 M packets/s   0.7 s left',
    )
  })

  it('is plain ASCII where the terminal is not UTF-8', () => {
    expect(progressLine(figures, { ...WIDE, unicode: false })).toBe(
      'run =========================---------------- 62 %   37.4 of 60.1 s   31.2 M packets/s   0.7 s left',
    )
  })

  it('is never wide enough to wrap', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 20, max: 200 }),
        fc.double({ min: 0, max: 1e10, noNaN: true }),
        (share, width, some) => {
          const line = progressLine(
            { verb: 'run', share, total: 1.05, packetsPerSecond: some, left: some / 1e5 },
            { ...WIDE, width },
          )
          expect(displayWidth(line)).toBeLessThan(width)
        },
      ),
    )
  })

  it('says where a run stopped', () => {
    expect(stoppedAt(0.4096, 1.05)).toBe('stopped at 0.43 of 1.05 s simulated')
  })
})
