import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { svgOf } from '../../../src/report/figures/draw.ts'
import { figuresIn } from '../../../src/report/figures/of.ts'
import { omittedText } from '../../../src/report/figures/omitted.ts'
import type { Drawable } from '../../../src/report/page/made.ts'
import type { Outcome } from '../../../src/study/sweep/outcome.ts'
import {
  NASTY,
  compareDocument,
  difference,
  forecastDocument,
  planDocument,
  played,
  sweepOf,
  varied,
} from '../page/documents.ts'

type Vary = Parameters<typeof sweepOf>[0]

const sweep = (vary: Vary, outcomeAt: (index: number) => Outcome): Drawable => {
  const { document, chart } = sweepOf(vary, outcomeAt)
  return { kind: 'sweep', document, chart }
}

const BANDWIDTHS = varied('interlinks.data.bandwidth', 'Gbps', 3)
const BURSTS = varied('interlinks.data.burst', 'MB', 2)
const QUEUES = varied('interlinks.data.queue', 'MB', 2)

const namesOf = (drawable: Drawable): readonly string[] =>
  figuresIn(drawable, '0.0.0').drawn.map(({ name }) => name)

const drawn = async (drawable: Drawable): Promise<readonly string[]> => {
  const { drawn: all, footer } = figuresIn(drawable, '0.0.0')
  return Promise.all(all.map(figure => svgOf(figure, footer)))
}

const STUDIES: Readonly<Record<string, Drawable>> = {
  plan: { kind: 'plan', document: planDocument() },
  compare: { kind: 'compare', document: compareDocument() },
  forecast: { kind: 'forecast', document: forecastDocument() },
  'sweep of one path': sweep([BANDWIDTHS], index => played(index === 0 ? 0.2 : 0)),
  'sweep of three paths': sweep([BANDWIDTHS, BURSTS, QUEUES], () => played(0)),
}

describe('the figures of studies', () => {
  it.each(Object.entries(STUDIES))('of a %s are pictures, the same each time', async (_, study) => {
    const first = await drawn(study)
    expect(first.length).toBeGreaterThan(0)
    expect(await drawn(study)).toEqual(first)
    for (const svg of first) {
      const { format, width } = await sharp(Buffer.from(svg)).metadata()
      expect([format, width]).toEqual(['svg', 1000])
      expect(svg).not.toMatch(/<(?:script|style|image|foreignObject)|href|\sclass="/u)
      expect(svg).toContain('interlink-sim 0.0.0')
    }
  })

  it('are one for each objective, flow that differs, line that grows, figure of a sweep', () => {
    expect(namesOf(STUDIES['plan']!)).toEqual([
      'plan-loss-of-data-to-cloud',
      'plan-delay-p99-of-web-to-cloud',
    ])
    expect(namesOf(STUDIES['compare']!)).toEqual([
      'differences-data-to-cloud',
      'differences-web-to-cloud',
    ])
    const { length } = namesOf(STUDIES['sweep of one path']!)
    expect(namesOf(STUDIES['sweep of one path']!)[0]).toBe('sweep-worst_loss')
    // How objectives stand, and each figure, for each value of the third path.
    expect(namesOf(STUDIES['sweep of three paths']!)).toHaveLength(2 * (length + 1))
  })

  it('say what they are about, and under which limit', async () => {
    const [loss] = await drawn(STUDIES['plan']!)
    expect(loss).toContain('loss of data to cloud, by bandwidth of data')
    expect(loss).toMatch(/the answer 600\sMbps/u)
    expect(loss).toMatch(/below 0.1\s%/u)
    const maps = await drawn(STUDIES['sweep of three paths']!)
    expect(maps[0]).toContain('queue 1MB')
    expect(maps.at(-1)).toContain('queue 2MB')
  })

  it('are left out, and why is said, where there is nothing to draw', () => {
    const same = compareDocument({ differences: [difference({ mean: 0, verdict: 'same' })] })
    const none = figuresIn({ kind: 'compare', document: same }, '0.0.0')
    expect([none.drawn.length, omittedText(none.omitted)]).toEqual([
      0,
      'differences (nothing differs in any seed)',
    ])
    const refused = sweep([BANDWIDTHS, BURSTS], () => ({ kind: 'refused', error: 'no' }))
    const { omitted } = figuresIn(refused, '0.0.0')
    expect(omittedText(omitted)).toBe('sweep (no combination was played)')
  })

  it('take names as text, whatever is in them', async () => {
    const document = compareDocument({ differences: [difference({ interlink: NASTY })] })
    const [svg] = await drawn({ kind: 'compare', document })
    expect(svg).not.toContain('<script')
    expect((await sharp(Buffer.from(svg!)).metadata()).format).toBe('svg')
  })
})
