/** All programs: this engine first, then the yardsticks, the fastest first. */
import { type Program as Words, BUILT, runEngine } from '../shared/engine.ts'
import { compile, python, script } from './build.ts'
import type { Outcome, Program, Runner, Task } from './program.ts'
import { durationOf } from './workload.ts'

/**
 * What plain C is given. Sums may be reassociated, as JavaScript must not; infinities stay, since
 * without them the bucket's comparisons are turned round.
 */
const C_FLAGS = ['-O3', '-march=native', '-ffast-math', '-fno-finite-math-only']
const FLAGS = ['-O3', '-march=native']

const NS3 = ['ns3-core', 'ns3-network', 'ns3-traffic-control', 'gsl']
const NS3_PACKAGES = ['libns3-dev', 'libgsl-dev']

const folder = new URL('../', import.meta.url).pathname

/** The ordinary command on the ordinary scenario, one thread. */
export const engineRunner =
  (kernel: 'batch' | 'event', program: Words = BUILT): Runner =>
  (task: Task, operations: number): Outcome => {
    if (task === 'bucket') throw new Error('the command has no bucket alone')
    const { packets, nanoseconds, wholeNanoseconds, meanDelay } = runEngine(
      {
        scenario: folder + task.file,
        duration: durationOf(task, operations),
        kernel,
        threads: 1,
      },
      program,
    )
    return { operations: packets, nanoseconds, wholeNanoseconds, meanDelay }
  }

export const PLAIN_C: Program = {
  name: 'c',
  title: 'plain C, least work',
  plays: 'workloads',
  share: 1,
  prepare: () =>
    compile({ file: 'c/edge.c', compiler: 'gcc', flags: C_FLAGS, modules: [], packages: [] }),
}

const bucketInC = (way: 'shape' | 'police', title: string): Program => ({
  name: `c-bucket-${way}`,
  title,
  plays: 'bucket',
  share: 6,
  prepare: () =>
    compile({ file: 'c/bucket.c', compiler: 'gcc', flags: C_FLAGS, modules: [], packages: [] }, [
      way,
    ]),
})

const meter = (kind: 'srtcm' | 'trtcm', title: string): Program => ({
  name: `dpdk-${kind}`,
  title,
  plays: 'bucket',
  share: 3,
  prepare: () =>
    compile(
      {
        file: 'dpdk/meter.c',
        compiler: 'gcc',
        flags: FLAGS,
        modules: ['libdpdk'],
        packages: ['libdpdk-dev'],
      },
      [kind],
    ),
})

/** The first of those that play workloads, and the first of the buckets, are what the others are held against. */
export const PROGRAMS: readonly Program[] = [
  {
    name: 'batch',
    title: 'interlink-sim, batch kernel',
    plays: 'workloads',
    share: 1,
    prepare: () => ({ kind: 'ready', run: engineRunner('batch') }),
  },
  PLAIN_C,
  {
    name: 'event',
    title: 'interlink-sim, event kernel',
    plays: 'workloads',
    share: 1 / 4,
    prepare: () => ({ kind: 'ready', run: engineRunner('event') }),
  },
  {
    name: 'ns3-lean',
    title: 'ns-3, lean',
    plays: 'workloads',
    share: 1 / 30,
    prepare: () =>
      compile({
        file: 'ns3/lean.cc',
        compiler: 'g++',
        flags: FLAGS,
        modules: NS3,
        packages: NS3_PACKAGES,
      }),
  },
  {
    name: 'ns3-idiomatic',
    title: 'ns-3, idiomatic',
    plays: 'workloads',
    share: 1 / 150,
    prepare: () =>
      compile({
        file: 'ns3/idiomatic.cc',
        compiler: 'g++',
        flags: FLAGS,
        modules: [...NS3, 'ns3-internet', 'ns3-point-to-point', 'ns3-applications'],
        packages: NS3_PACKAGES,
      }),
  },
  {
    name: 'simpy',
    title: 'SimPy',
    plays: 'workloads',
    share: 1 / 100,
    prepare: () => python('simpy/edge.py', 'simpy', ['python3', 'python3-simpy3']),
  },
  {
    name: 'bucket',
    title: 'interlink-sim, shaper',
    plays: 'bucket',
    share: 1,
    prepare: () => script('engine/bucket.ts'),
  },
  bucketInC('shape', 'plain C, shaper'),
  bucketInC('police', 'plain C, policer'),
  meter('srtcm', 'DPDK, srTCM'),
  meter('trtcm', 'DPDK, trTCM'),
  {
    name: 'limiter',
    title: 'npm limiter',
    plays: 'bucket',
    share: 1 / 3,
    prepare: () => script('limiter/bucket.ts'),
  },
]
