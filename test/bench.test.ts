import { expect, test } from 'vitest'
import { subjects as agenda } from '../bench/agenda.bench.ts'
import { subjects as bucket } from '../bench/bucket.bench.ts'
import { subjects as kernel } from '../bench/kernel.bench.ts'
import { measure } from '../bench/measure.ts'
import { subjects as scenario } from '../bench/scenario.bench.ts'

const small = [agenda, bucket, kernel, scenario].flatMap(subjects => subjects('small'))

test.each(small.map(subject => [subject.name, subject] as const))(
  'the benchmark "%s" does its work, alike in each round',
  async (_, subject) => {
    const [measurement] = await measure([subject], 2)
    expect(measurement!.operations).toBeGreaterThan(0)
    expect(measurement!.nanoseconds.median).toBeGreaterThan(0)
  },
)
