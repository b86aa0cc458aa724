import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readForecastOptions } from '../../src/cli/forecast-options.ts'
import { main } from '../../src/cli/program.ts'
import type { ForecastDocument } from '../../src/study/forecast/document.ts'
import { call } from './call.ts'
import { fakeHost } from './host.ts'
import { FAULTY, folderOf, scenario } from './scenarios.ts'

type Study = typeof import('../../src/study/forecast.ts')
const instead: { forecast: Study['forecast'] | null } = { forecast: null }
vi.mock('../../src/study/forecast.ts', async original => {
  const real = await original<Study>()
  const forecast: Study['forecast'] = (...args) => (instead.forecast ?? real.forecast)(...args)
  return { ...real, forecast }
})
afterEach(() => {
  instead.forecast = null
})

const measured = scenario({ loss: '0.1%' }).replace(
  /source: \{.*\}/,
  'source: { kind: csv, file: day.csv, column: load, frame: 1000B } }',
)
const folder = folderOf({
  'grown.yaml': measured,
  'unmeasured.yaml': scenario({}),
  'faulty.yaml': FAULTY,
})
const rows = Array.from(
  { length: 170 },
  (_, hour) => `${new Date(Date.UTC(2026, 2, 1, hour)).toISOString()},${200e6 + 1e6 * (hour % 24)}`,
)
writeFileSync(join(folder, 'day.csv'), `time,load\n${rows.join('\n')}\n`)
const file = (name: string): string => join(folder, `${name}.yaml`)
const ASK = '--growth 40%/y --horizon 4y'

describe('forecast', () => {
  it('says what fails first and when, what is full, and how to see it again', async () => {
    const { exit, out, err } = await call(`forecast ${file('grown')} ${ASK}`)
    expect(err).toBe('')
    expect(exit).toBe(1)
    const text = out.replaceAll(/\s+/g, ' ')
    expect(text).toMatch(
      /^✗ web fails first: from \d+ \w{3} 2028 on it loses more than 0\.1 % to cloud\. /,
    )
    expect(out).toMatch(/✗ web +▶ busiest +500 Mbps +[▁▂▃▄▅▆▇█ ✗]+ \d+ \w+ 2028/)
    expect(text).toContain('bursts shorter than a sample of 1 hour are not seen')
    expect(text).toContain('fewer than four whole weeks were measured')
    expect(text).toContain('act plan the bandwidth of web')
    expect(text).toMatch(
      /again interlink-sim forecast \S+grown\.yaml --growth 40%\/y --horizon 4y --seed 3/,
    )
  })

  it('ends with 0 where all holds, and with nothing to say where that is asked', async () => {
    const calm = `forecast ${file('grown')} --growth 5%/y --horizon 1y`
    const { exit, out } = await call(calm)
    expect(exit).toBe(0)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /^✓ The only objective holds to Mar 2027, and no bandwidth and no port is full by then\./,
    )
    expect(await call(`${calm} --quiet`)).toEqual({ exit: 0, out: '', err: '' })
    const quiet = await call(`forecast ${file('grown')} ${ASK} --quiet`)
    expect(quiet.exit).toBe(1)
    expect(quiet.out).toMatch(/^fails web toCloud loss limit 0\.001 on 2028-\d\d-\d\d\n$/)
  })

  it('prints the document alone', async () => {
    const { exit, out } = await call(`forecast ${file('grown')} ${ASK} --format json`)
    expect(exit).toBe(1)
    const document = JSON.parse(out) as ForecastDocument
    expect(document).toMatchObject({ format: 'interlink-sim/forecast', version: 1, seed: 3 })
    expect(document.objectives[0]!.failsOn).toMatch(/^2028-/)
    expect(document.history[0]).toMatchObject({ column: 'load', spacing: 3600 })
  })

  it('names every option that is wrong, at once', async () => {
    const { exit, out, err } = await call(
      `forecast ${file('grown')} --growth 40% --horizon 3 --from soon --seed x`,
    )
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err.split('\n')).toEqual([
      '--growth: "40%" found; a growth per year such as 40%/y is needed',
      '--horizon: "3" found; a time such as 3y, 26w or 90d is needed',
      '--from: "soon" found; a date such as 2026-02-09 is needed',
      '--seed: "x" found; a whole number from 0 to 4294967295 is needed',
      '',
    ])
    expect((await call(`forecast ${file('grown')}`)).err).toBe(
      '--growth: a growth per year such as 40%/y is needed\n' +
        '--horizon: a time such as 3y, 26w or 90d is needed\n',
    )
  })

  it.each([
    [{ growth: '-100%/y' }, 'more than -100%/y is needed, of which nothing would be left'],
    [{ growth: '-100%/w' }, 'more than -100%/y is needed'],
    [{ growth: '20000%/y' }, 'at most 10000%/y can be looked at'],
    [{ horizon: '0d' }, 'at least 1d is needed'],
    [{ horizon: '200y' }, 'at most 100y can be looked at'],
    [{ from: '2026-02-30' }, '--from: "2026-02-30" names a day that no calendar has'],
  ])('refuses %o', (raw, message) => {
    expect(() => readForecastOptions({ growth: '1%/y', horizon: '1y', ...raw })).toThrow(message)
  })

  it('says where a scenario has nothing to foretell', async () => {
    const unmeasured = await call(`forecast ${file('unmeasured')} ${ASK}`)
    expect(unmeasured.exit).toBe(2)
    expect(unmeasured.err).toMatch(
      /unmeasured\.yaml:\d+:\d+: traffic: no source is a measured series, .* add one of kind csv\n$/,
    )
    expect((await call(`forecast ${file('faulty')} ${ASK}`)).exit).toBe(2)
    expect((await call(`forecast nowhere.yaml ${ASK}`)).err).toContain('there is no such file')
  })

  it('is stopped by Ctrl-C', async () => {
    const host = fakeHost()
    instead.forecast = async (question, options) => {
      setTimeout(() => host.raise('SIGINT'), 0)
      const real = await vi.importActual<Study>('../../src/study/forecast.ts')
      return real.forecast({ ...question, horizonDays: 36_500 }, options)
    }
    expect(await main(['forecast', file('grown'), ...ASK.split(' ')], host)).toBe(130)
    expect(host.written.err).toMatch(/\^C stopping…\nstopped at \d+ % of the work\. Exit 130\.\n$/)
  })

  it('takes a fault of ours upon itself', async () => {
    instead.forecast = () => Promise.reject(new Error('a bit fell over'))
    const { exit, err } = await call(`forecast ${file('grown')} ${ASK}`)
    expect(exit).toBe(70)
    expect(err).toContain('a fault of ours: a bit fell over')
    expect(err).toContain(`again  interlink-sim forecast ${file('grown')} ${ASK} --seed 3`)
  })
})
