import { describe, expect, it } from 'vitest'
import { renderSummary } from '../../src/report/terminal/summary.ts'
import { WIDE } from './factory.ts'
import { expectGolden } from './golden.ts'
import { hybridParis } from './hybrid-paris.ts'
import { SCENES } from './scenes.ts'

describe('the summary of a run', () => {
  it.each(Object.keys(SCENES))('reads as drawn: %s', name => {
    expectGolden(name, renderSummary(SCENES[name]!(), WIDE))
  })

  it.each([80, 50])('fits %i columns', width => {
    expectGolden(`hybrid-paris-${width}`, renderSummary(hybridParis(), { ...WIDE, width }))
  })

  it('is plain ASCII where the terminal is not UTF-8', () => {
    const text = renderSummary(hybridParis(), { ...WIDE, unicode: false })
    expect(text).toMatch(/^[\n -~]*$/)
    expectGolden('hybrid-paris-ascii', text)
  })

  it('colours symbols and leaves numbers alone', () => {
    expectGolden('hybrid-paris-colour', renderSummary(hybridParis(), { ...WIDE, colour: true }))
  })

  it('names what was written, warns, and repeats the options that shaped the run', () => {
    const input = hybridParis({
      wrote: ['out/result.json', 'series.csv'],
      warnings: ['scenarios/hybrid-paris.yaml:31:5: interlinks.voice: bandwidth is not whole Mbps'],
      options: ['--duration', '2s'],
      file: 'my scenarios/hybrid paris.yaml',
    })
    expectGolden('hybrid-paris-extras', renderSummary(input, WIDE))
  })
})
