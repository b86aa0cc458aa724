/** Small sweeps in a folder of their own, and what they write. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, scenario } from '../scenarios.ts'

export const SMALL = `scenario: small.yaml
vary:
  interlinks.web.bandwidth: [50Mbps, 80Mbps, 200Mbps]
  traffic.0.source.rate: [60Mbps, 100Mbps]
`

/** A folder with `small.yaml`, `long.yaml` and these files. */
export const sweepFolder = (files: Readonly<Record<string, string>>): string =>
  folderOf({
    'small.yaml': scenario({ duration: '4ms' }),
    'long.yaml': scenario({ duration: '1h', rate: '400Mbps' }),
    ...files,
  })

export const FILES = [
  'report.html',
  'sweep.csv',
  'sweep.json',
  'sweep.ndjson',
  'sweep.parquet',
] as const

/** The bytes of all files of a folder, as text that tells them apart. */
export const bytesOf = (out: string): readonly string[] =>
  FILES.map(name => readFileSync(join(out, name)).toString('hex'))

/** Rows of `sweep.csv` without quotes in them. */
export const csvOf = (out: string): readonly string[][] =>
  readFileSync(join(out, 'sweep.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => line.split(','))

export const ndjsonOf = (out: string): readonly Record<string, unknown>[] =>
  readFileSync(join(out, 'sweep.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
