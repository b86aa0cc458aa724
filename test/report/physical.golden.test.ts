import { describe, expect, it } from 'vitest'
import { renderPhysical } from '../../src/report/terminal/physical.ts'
import type { Surface } from '../../src/report/terminal/style.ts'
import { displayWidth } from '../../src/report/terminal/text.ts'
import { parseScenario } from '../../src/scenario/load.ts'
import { WIDE } from './factory.ts'
import { expectGolden } from './golden.ts'

const draw = (connections: string, surface: Surface = WIDE): string => {
  const result = parseScenario(`name: drawn
duration: 1s
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par, city: Paris }, am5: { region: nl-ams } }
connections:
${connections}
interlinks: {}
traffic: []
`)
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'))
  return renderPhysical(result.loaded.scenario.world, surface)
}

/** The path of the documentation, and one of each kind of light. */
const ALL = `
  paris-1:
    pop: th2
    portSpeed: 10Gbps
    crossConnect:
      segments:
        - { id: customer-patch, kind: fibre, length: 5m }
        - { id: panel-a, kind: connector, loss: 0.5dB }
        - { id: mmr, kind: fibre, length: 115m }
    optics: { customer: { tx: -3dBm }, provider: { tx: -3dBm } }
  too-weak:
    pop: am5
    portSpeed: 100Gbps
    crossConnect:
      propagation: 700ns
      segments:
        - { id: patch, kind: fibre, length: 2.5m }
        - { id: dirty, kind: connector, loss: 8dB }
        - { id: joint, kind: splice }
        - { id: drum, kind: fibre, length: 1.123456km, loss: 0.41dB }
    optics: { provider: { tx: -1dBm } }
  dark: { pop: th2, portSpeed: 1Gbps, crossConnect: { length: 40km } }
  too-strong: { pop: th2, portSpeed: 10Gbps, media: 10GBASE-ER, optics: { customer: { tx: 4dBm } } }
`
const LONG = `
  ${'c'.repeat(63)}:
    pop: th2
    portSpeed: 100Gbps
    media: 100GBASE-ER4
    crossConnect:
      segments:
        - { id: ${'a'.repeat(63)}, kind: fibre, length: 39.999999km }
        - { id: ${'b'.repeat(63)}, kind: connector }
`

describe('what connections are made of', () => {
  it('is drawn as in its golden', () => {
    expectGolden('physical', draw(ALL))
  })

  it('needs no more than ASCII where no more is shown', () => {
    const text = draw(ALL, { ...WIDE, unicode: false })
    // oxlint-disable-next-line no-control-regex -- all of ASCII is meant
    expect(text).toMatch(/^[\0-~]*$/)
    expectGolden('physical-ascii', text)
  })

  it('becomes sentences where ids or a narrow terminal leave no room for columns', () => {
    expectGolden('physical-long', draw(LONG))
    const narrow = draw(ALL, { ...WIDE, width: 60 })
    for (const line of narrow.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(60)
  })

  it('takes no more than 100 columns', () => {
    for (const line of draw(ALL).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(100)
  })

  it('names an owner for every part, and the sides meet once', () => {
    const lines = draw(ALL).split('\n')
    const parts = lines.slice(lines.findIndex(line => line.includes('path from')) + 1)
    const border = parts.findIndex(line => line.includes('demarcation'))
    const end = parts.findIndex(line => line.includes('in all'))
    const owner = (line: string): string | undefined =>
      / (customer|provider) *(?:[\d ]|$)/.exec(line)?.[1]
    expect(parts.slice(0, border).map(owner)).toEqual(Array(5).fill('customer'))
    expect(parts.slice(border + 1, end).map(owner)).toEqual(Array(2).fill('provider'))
  })

  it('says whether the light path is stated, and what a run makes of it', () => {
    const basis = (keys: string): string | undefined =>
      /^ basis {2}(.*)$/m.exec(draw(`  c: { pop: th2, portSpeed: 10Gbps${keys} }`))?.[1]
    const assumed =
      'assumed: the scenario names no media, segments or optics; a run takes the link as lit'
    const lit = 'stated by the scenario; a run detects the link'
    const unlit = 'stated by the scenario; a run detects no link and loses every frame'
    expect(basis('')).toBe(assumed)
    expect(basis(', crossConnect: { length: 40km }')).toBe(assumed)
    expect(basis(', media: 10GBASE-LR')).toBe(lit)
    expect(basis(', optics: { customer: { tx: -3dBm } }')).toBe(lit)
    expect(basis(', media: 10GBASE-LR, crossConnect: { length: 18km }')).toBe(
      `${lit} and loses frames to bit errors`,
    )
    expect(basis(', media: 10GBASE-LR, crossConnect: { length: 40km }')).toBe(unlit)
    expect(basis(', optics: { provider: { tx: 1dBm } }')).toBe(unlit)
  })

  it('never rounds a margin to zero', () => {
    const margin = (loss: string): string =>
      draw(`  c:
    { pop: th2, portSpeed: 10Gbps, crossConnect: { segments: [{ id: a, kind: connector, loss: ${loss} }] } }`)
    expect(margin('6.2dB')).toMatch(/ 0 {2}sufficient/)
    expect(margin('6.2000001dB')).toMatch(/ -0\.0000001 {2}too weak/)
    expect(margin('6.1999999dB')).toMatch(/ 0\.0000001 {2}sufficient/)
  })
})
