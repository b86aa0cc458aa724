/** Figures with units, for axes and for what is read under the pointer. */

const SCALES: Readonly<Record<string, readonly (readonly [factor: number, unit: string])[]>> = {
  rate: [
    [1e9, 'Gbps'],
    [1e6, 'Mbps'],
    [1e3, 'kbps'],
    [1, 'bps'],
  ],
  size: [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
    [1, 'B'],
  ],
  time: [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
    [1e-3, 'ms'],
    [1e-6, 'µs'],
    [1e-9, 'ns'],
  ],
  share: [[0.01, '%']],
}

/** What a figure measures, in bit/s, bytes, seconds, or as a share of 1. */
export type Measure = 'rate' | 'size' | 'time' | 'share'

/** The unit that suits a value: its factor and its name. */
export const unitFor = (value: number, measure: Measure): readonly [number, string] => {
  const scales = SCALES[measure]!
  return scales.find(([factor]) => value >= factor * 0.9995) ?? scales.at(-1)!
}

const plain = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: digits })

/** A value with its unit: `1.34 Gbps`; all digits that matter where `digits` is large. */
export const told = (value: number, measure: Measure, digits = 4): string => {
  if (value === 0) return `0 ${SCALES[measure]!.at(-1)![1]}`
  const [factor, unit] = unitFor(value, measure)
  return `${plain(value / factor, digits)} ${unit}`
}

/** A share in per cent. */
export const percent = (share: number, digits = 3): string => `${plain(share * 100, digits)} %`

/** A whole number. */
export const whole = (value: number): string => value.toLocaleString('en-US')
