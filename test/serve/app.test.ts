/** What is answered to which request. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verdictOnComparison } from '../../src/report/compare/verdict.ts'
import { verdictOnForecast } from '../../src/report/forecast/verdict.ts'
import { pageOf } from '../../src/report/page/page.ts'
import { readScenario } from '../../src/report/page/scenario.ts'
import { comparePageOf } from '../../src/report/page/studies/compare.ts'
import { forecastPageOf } from '../../src/report/page/studies/forecast.ts'
import { planPageOf } from '../../src/report/page/studies/plan.ts'
import { verdictOnPlan } from '../../src/report/plan/verdict.ts'
import { verdictOnSweep } from '../../src/report/sweep/verdict.ts'
import type { Listing } from '../../src/serve/row.ts'
import {
  compareDocument,
  forecastDocument,
  planDocument,
  played,
  sweepOf,
  varied,
} from '../report/page/documents.ts'
import { MET, MISSED, PORT, type Served, asked, serving, textOf } from './served.ts'

const listingOf = async ({ get }: Served): Promise<Listing> =>
  (await (await get('/results.json')).json()) as Listing

describe('the list', () => {
  it('has every result, newest first, each with its verdict in symbol and words', async () => {
    const served = serving({
      'a/result.json': textOf(MISSED),
      'b/deep/er/result.json': textOf(MET),
      'other-name.json': textOf(MET, 'third'),
    })
    const rows = (await listingOf(served)).rows
    expect(rows.map(({ path, tone, verdict }) => [path, tone, verdict])).toEqual(
      expect.arrayContaining([
        ['a/result.json', 'missed', '1 of 3 objectives missed'],
        ['b/deep/er/result.json', 'met', 'all 3 objectives met'],
        ['other-name.json', 'met', 'all 3 objectives met'],
      ]),
    )
    const instants = rows.map(({ written }) => written.value!)
    expect(instants).toEqual(instants.toSorted((a, b) => b - a))
    const page = await (await served.get('/')).text()
    expect(page).toContain('✗ 1 of 3 objectives missed')
    expect(page).toContain('✓ all 3 objectives met')
    expect(page).toContain('href="/open?path=b%2Fdeep%2Fer%2Fresult.json"')
  })

  it('has studies, too, with their verdicts', async () => {
    const [plan, comparison, forecast] = [planDocument(), compareDocument(), forecastDocument()]
    const { document: sweep } = sweepOf([varied('interlinks.data.bandwidth', 'Gbps', 2)], () =>
      played(0),
    )
    const served = serving({
      'plan.json': JSON.stringify(plan, null, 2),
      'compare.json': JSON.stringify(comparison, null, 2),
      'forecast.json': JSON.stringify(forecast, null, 2),
      'sweep.json': JSON.stringify(sweep, null, 2),
    })
    const { rows } = await listingOf(served)
    expect(rows.map(({ path, tone, verdict }) => [path, tone, verdict])).toEqual(
      expect.arrayContaining([
        ['plan.json', 'met', verdictOnPlan(null, plan).headline],
        ['compare.json', expect.any(String), verdictOnComparison(comparison).headline],
        ['forecast.json', 'missed', verdictOnForecast(forecast).headline],
        ['sweep.json', 'met', verdictOnSweep(sweep).headline],
      ]),
    )
    const pageOfFile = async (path: string): Promise<string> =>
      (await served.get(asked('page', path))).text()
    expect(await pageOfFile('plan.json')).toBe(planPageOf(plan, '0.0.0'))
    expect(await pageOfFile('compare.json')).toBe(comparePageOf(comparison, '0.0.0'))
    expect(await pageOfFile('forecast.json')).toBe(forecastPageOf(forecast, '0.0.0'))
    const without = await served.get(asked('page', 'sweep.json'))
    expect([without.status, await without.text()]).toEqual([
      404,
      expect.stringContaining('sweep.ndjson is not beside it'),
    ])
  })

  it('leaves out hidden folders, packages, links and other documents', async () => {
    const served = serving({
      'a/result.json': textOf(MET),
      '.git/result.json': textOf(MET),
      'node_modules/x/result.json': textOf(MET),
      '.result.json.host.1.0.part': textOf(MET),
      'package.json': '{ "name": "x" }',
      'provision.json': '{ "format": "interlink-sim/provision" }',
    })
    symlinkSync(served.at('a'), served.at('link'))
    symlinkSync(served.at('a/result.json'), served.at('result.json'))
    expect((await listingOf(served)).rows.map(({ path }) => path)).toEqual(['a/result.json'])
  })

  it('says of what cannot be read why, and does not wait for a pipe', async () => {
    const served = serving({
      'half/result.json': textOf(MET).slice(0, 1000),
      'foreign/result.json': '[]',
      'odd/result.json': textOf(MET).replace('"objectives": [', '"worstCases": 3, "objectives": ['),
    })
    mkdirSync(served.at('pipe'))
    execFileSync('mkfifo', [served.at('pipe/result.json')])
    const rows = (await listingOf(served)).rows
    expect(Object.fromEntries(rows.map(({ path, verdict }) => [path, verdict]))).toEqual({
      'half/result.json': 'not readable: it is no JSON',
      'foreign/result.json': expect.stringMatching(
        /^not readable: it is no document of interlink-sim that has a page: its "format" is none of /u,
      ),
      'odd/result.json': 'not readable: it holds figures that no document has',
    })
    expect((await served.get(asked('open', 'pipe/result.json'))).status).toBe(404)
    expect((await served.get(asked('page', 'half/result.json'))).status).toBe(404)
  })

  it('shows hostile names as text, and brief', async () => {
    const nasty = `</title><script>alert(1)</script>"'&\u202e${'x'.repeat(10_000)}`
    const served = serving({
      'result.json': textOf(MET, nasty),
      [`<b>'"&%2e%2e/result.json`]: textOf(MET, 'plain'),
    })
    const page = await (await served.get('/')).text()
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<b>')
    expect(page).not.toContain('\u202e')
    expect(page).not.toContain('x'.repeat(200))
    const { rows } = await listingOf(served)
    expect(rows.every(({ name }) => name.length <= 160 && !name.includes('\u202e'))).toBe(true)
    const named = rows.find(({ name }) => name === 'plain')!
    expect((await served.get(asked('open', named.path))).status).toBe(200)
  })

  it('is empty, and says what to do, where there is nothing', async () => {
    const page = await (await serving().get('/')).text()
    expect(page).toContain('<span id="count">0 results</span>')
    expect(page).toContain('interlink-sim run SCENARIO --out DIR')
  })
})

describe('a result', () => {
  const served = serving({
    'a/result.json': textOf(MISSED),
    'a/series.csv': 'time\n',
    'a/report.html': 'stale',
    'a/notes.txt': 'secret',
    'a/pictures/path.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    'b/result.json': textOf(MET),
    'lonely/series.csv': 'secret',
    'lonely/path.png': 'secret',
  })

  it('is the page that report makes of it, whatever stands beside it', async () => {
    const response = await served.get(asked('page', 'a/result.json'))
    const scenario = readScenario(MISSED)
    expect(await response.text()).toBe(
      pageOf({ document: MISSED, scenario, series: null, version: '0.0.0' }),
    )
  })

  it('is framed by a page with what may be saved', async () => {
    const page = await (await served.get(asked('open', 'a/result.json'))).text()
    expect(page).toContain('<iframe src="/page?path=a%2Fresult.json"')
    const saved = [...page.matchAll(/href="\/file\?path=([^"]+)"/gu)].map(([, path]) =>
      decodeURIComponent(path!),
    )
    expect(saved).toEqual(['a/result.json', 'a/series.csv', 'a/pictures/path.svg'])
  })

  it.each([
    ['a/result.json', 'application/json'],
    ['a/series.csv', 'text/csv; charset=utf-8'],
    ['a/pictures/path.svg', 'image/svg+xml'],
  ])('gives %s to save, as %s', async (path, type) => {
    const response = await served.get(asked('file', path))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /u)
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(await response.text()).not.toBe('')
  })

  it.each(['a/notes.txt', 'a/report.html', 'lonely/series.csv', 'lonely/path.png', 'a', '', '/'])(
    'does not give %j',
    async path => {
      const response = await served.get(asked('file', path))
      expect(response.status).toBe(404)
      expect(await response.text()).not.toContain('secret')
    },
  )

  it('stands beside another with what differs', async () => {
    const page = await (await served.get('/beside?pick=a/result.json&pick=b/result.json')).text()
    expect(page.match(/<iframe/gu)).toHaveLength(2)
    expect(page).toContain('<bdi>data to cloud</bdi>')
    expect(page).toContain('loss below 0.1')
    expect(page).toMatch(/✗ [\d.]+.%/u)
    expect(page).toMatch(/−[\d.]+.points/u)
  })

  it.each(['', '?pick=a/result.json', '?pick=a&pick=b&pick=c'])(
    'stands beside one other, no more and no fewer: "%s"',
    async query => {
      expect((await served.get(`/beside${query}`)).status).toBe(400)
    },
  )
})

describe('a request', () => {
  const served = serving({ 'result.json': textOf(MET) })

  it.each(['127.0.0.1', 'localhost', '[::1]'])('to %s is answered', async name => {
    const other = new Request(`http://${name}:${PORT}/`, { headers: { host: `${name}:${PORT}` } })
    expect((await served.fetch(other)).status).toBe(200)
  })

  it.each([
    'evil.example',
    `evil.example:${PORT}`,
    'localhost',
    'localhost:1',
    '',
    '127.0.0.1.x:8347',
  ])('to another host is refused: %j', async host => {
    const responses = ['/', '/results.json', '/events', asked('file', 'result.json')].map(path =>
      served.get(path, { headers: { host } }),
    )
    for (const response of await Promise.all(responses)) {
      expect(response.status).toBe(403)
      expect(await response.text()).not.toContain('result.json')
    }
  })

  it.each([
    ['cross-site', 'image', 403],
    ['cross-site', 'iframe', 403],
    ['same-site', 'empty', 403],
    ['cross-site', 'document', 200],
    ['same-origin', 'iframe', 200],
    ['none', 'document', 200],
  ])('from %s for %s is answered with %i', async (site, dest, status) => {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-dest': dest }
    expect((await served.get(asked('page', 'result.json'), { headers })).status).toBe(status)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'that is a %s is refused',
    async method => {
      const response = await served.get('/', { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    },
  )

  it.each(['/', '/events', asked('file', 'result.json'), asked('page', 'result.json')])(
    'for the head of %s has no body',
    async path => {
      const response = await served.get(path, { method: 'HEAD' })
      expect([response.status, await response.text()]).toEqual([200, ''])
    },
  )

  it.each([
    '/',
    '/results.json',
    '/nope',
    asked('page', 'result.json'),
    asked('file', 'result.json'),
  ])('for %s is answered to nobody else', async path => {
    const { headers } = await served.get(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBe(null)
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors '(?:self|none)'/u)
  })

  it('that a fault of ours meets is told so, and the fault is noted', async () => {
    const broken = serving()
    broken.library.scan = () => Promise.reject(new Error('secret'))
    const response = await broken.get('/')
    expect([response.status, broken.faults]).toEqual([500, [new Error('secret')]])
    expect(await response.text()).not.toContain('secret')
  })

  it('for nothing that is there is answered with a plain page', async () => {
    const response = await served.get('/nope')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('<h1>Not found</h1>')
  })
})

describe('news', () => {
  const decoder = new TextDecoder()
  const next = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> =>
    decoder.decode((await reader.read()).value)

  it('tell at once how it stands, and when a result lands, changes or goes', async () => {
    const served = serving({ 'a/result.json': textOf(MET) })
    const response = await served.get(`/events?path=a/result.json`)
    const reader = response.body!.getReader()
    const stamps = async (): Promise<readonly (string | null)[]> =>
      (JSON.parse((await next(reader)).replace(/^data: /u, '')) as { stamps: string[] }).stamps
    const first = await stamps()
    expect(first[0]).toMatch(/^\d+ /u)
    served.write('b/result.json', textOf(MISSED))
    expect(await stamps()).toEqual(first)
    served.write('a/result.json', textOf(MISSED))
    expect((await stamps())[0]).not.toBe(first[0])
    await reader.cancel()
  })
})
