import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../../src/scenario/files.ts'
import { loadSweep } from '../../../src/study/sweep/load.ts'
import { formatFault } from '../../../src/scenario/fault.ts'
import { folderOf, scenario } from '../../cli/scenarios.ts'

const folder = folderOf({
  'small.yaml': scenario({}).replaceAll('web', 'web-1_a'),
  'faulty.yaml': scenario({}).replace('64KiB', '64'),
})
let count = 0
/** What is said about a sweep file, without its folder. */
const faultsOf = (text: string): readonly string[] => {
  const file = join(folder, `sweep-${count++}.yaml`)
  writeFileSync(file, text)
  const result = loadSweep(file, { files: nodeFiles, allowRead: [] })
  if (result.ok) return []
  return result.faults.map(fault =>
    formatFault(fault).replace(`${file}:`, '').replace(`${folder}/`, ''),
  )
}

describe('a sweep file', () => {
  it('may name ids with hyphens, items by number, and keys that the scenario leaves out', () => {
    expect(
      faultsOf(`scenario: small.yaml
vary:
  interlinks.web-1_a.bandwidth: [1Gbps]
  interlinks.web-1_a.mtu: [1500, 9000]
  traffic.0.source.rate: [1Mbps]
  warmup: [1ms]
`),
    ).toEqual([])
  })

  it.each([
    ['', ['1:1: the file is empty; a sweep names its scenario']],
    [
      'scenaro: small.yaml\nvary: { seed: [1] }\n',
      [
        '1:1: scenario: the key is missing; the path of a scenario, from the folder of this file, is needed',
        '1:1: scenaro: unknown key; the nearest known key is scenario',
      ],
    ],
    [
      'scenario: small.yaml\nvary: { seed: 1, duration: [] }\nreplications: 0\n',
      [
        '2:15: vary.seed: 1 stands here; a list of values is needed, such as [1Gbps, 2Gbps]',
        '2:18: vary.duration: an empty list stands here; a list of values is needed, such as [1Gbps, 2Gbps]',
        '3:15: replications: 0 stands here; a whole number from 1 to 100000 is needed',
      ],
    ],
    [
      'scenario: small.yaml\nvary: { seed: [1, [2], null, 1] }\n',
      [
        '2:19: vary.seed[1]: a list stands here; a value as the scenario file would have it is needed, such as 2Gbps',
        '2:24: vary.seed[2]: null stands here; a value as the scenario file would have it is needed, such as 2Gbps',
      ],
    ],
    [
      'scenario: small.yaml\nvary: { seed: [1, 2, 1] }\n',
      ['2:22: vary.seed[2]: 1 is given twice; remove one'],
    ],
    [
      'scenario: small.yaml\nvary: {}\n',
      [
        '2:1: vary: an empty mapping stands here; paths of the scenario with lists of values are needed, such as interlinks.web.bandwidth: [1Gbps, 2Gbps]',
      ],
    ],
    [
      `scenario: small.yaml
vary:
  interlinks.wbe-1_a.bandwidth: [1Gbps]
  interlinks.web-1_a.bandwith: [1Gbps]
  traffic.1.source.rate: [1Mbps]
  interlinks.web-1_a: [1Gbps]
  traffic.0.source.rate.unit: [bps]
  series.interval: [1ms]
  traffic..rate: [1ms]
  objectives: [none]
  objectives.0.below: [1%]
`,
      [
        '3:3: vary["interlinks.wbe-1_a.bandwidth"]: interlinks has no wbe-1_a; the nearest is web-1_a; inside: web-1_a',
        '4:3: vary["interlinks.web-1_a.bandwith"]: interlinks.web-1_a has no bandwith; the nearest is bandwidth; inside: ',
        '5:3: vary["traffic.1.source.rate"]: 1 is no item of traffic; traffic has the item 0; name one by its number',
        '6:3: vary["interlinks.web-1_a"]: interlinks.web-1_a is a mapping, no value; name a value in it; inside: ',
        '7:3: vary["traffic.0.source.rate.unit"]: traffic.0.source.rate is a value, nothing is inside it; leave the rest out',
        '8:3: vary["series.interval"]: series is not in the scenario; add it there, so that values can be put inside',
        '9:3: vary["traffic..rate"]: a number is missing; traffic has the item 0; name one by its number',
        '11:3: vary["objectives.0.below"]: one of objectives and objectives.0.below lies in the other; vary one of them',
      ],
    ],
    [
      'scenario: none.yaml\nvary: { seed: [1] }\n',
      ['none.yaml:1:1: there is no such file; check the path'],
    ],
    ['scenario: faulty.yaml\nvary: { seed: [1] }\n', ['faulty.yaml:12:74: interlinks.web.burst: ']],
    ['vary: [\n', [': ']],
  ])('is told what is wrong with it: %j', (text, messages) => {
    const faults = faultsOf(text)
    expect(faults).toHaveLength(messages.length)
    for (const [i, message] of messages.entries()) expect(faults[i]).toContain(message)
  })
})
