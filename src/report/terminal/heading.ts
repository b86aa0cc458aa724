/** The lines above the table: what was simulated, and what each connection is. */
import type { Layer } from '../../model/frame.ts'
import { type Connection, freeBandwidth, interlinksOn } from '../../model/world.ts'
import type { Context } from '../context.ts'
import { seedsText } from '../replications.ts'
import { plural } from '../verdict.ts'
import { exact } from './figures.ts'
import { type Surface } from './style.ts'
import { NBSP, printable, proseWidth, wrap } from './text.ts'

const LAYERS: readonly Layer[] = ['l1', 'l2', 'l3']
const NAMED_MAX = 4

/** What bandwidth counts: `, bandwidth counts layer 2`, or which InterLinks count what; may be empty. */
export const counted = ({ scenario }: Context): string => {
  const { interlinks } = scenario.world
  const used = LAYERS.map(layer => ({
    name: `layer${NBSP}${layer.slice(1)}`,
    ids: interlinks.filter(({ countAs }) => countAs === layer).map(({ id }) => id),
  }))
    .filter(({ ids }) => ids.length > 0)
    .toSorted((a, b) => b.ids.length - a.ids.length)
  const [most, ...others] = used
  if (most === undefined) return ''
  const exceptions = others.map(
    ({ name, ids }) =>
      `${name} on ${ids.length > NAMED_MAX ? plural(ids.length, 'InterLink') : ids.join(' and ')}`,
  )
  return `, bandwidth counts ${[most.name, ...exceptions].join(', ')}`
}

/** `hybrid-paris: 1 s measured after 50 ms warm-up, seed 1, packet engine, …` */
export const runLine = (context: Context, surface: Surface): readonly string[] => {
  const { document } = context
  const { warmup, duration } = document.simulated
  const after = warmup === 0 ? '' : ` after ${exact(warmup, 'duration')} warm-up`
  const text =
    `${printable(document.scenario.name)}: ${exact(duration, 'duration')} measured${after}, ` +
    `${seedsText(document)}, ${document.engine} engine${counted(context)}`
  return wrap(text, proseWidth(surface), '', '  ')
}

/** `paris-1: 10 Gbps port at th2 (Paris), 6.5 Gbps in 3 InterLinks, 3.5 Gbps free` */
export const connectionWords = (
  { scenario }: Pick<Context, 'scenario'>,
  connection: Connection,
): string => {
  const { world } = scenario
  const pop = world.pops.find(({ id }) => id === connection.pop)
  const city = pop === undefined || pop.city === null ? '' : ` (${printable(pop.city)})`
  const interlinks = interlinksOn(world, connection.id)
  const free = freeBandwidth(world, connection)
  const held = connection.portSpeed - free
  const taken =
    interlinks.length === 0
      ? 'no InterLink'
      : `${exact(held, 'rate')} in ${plural(interlinks.length, 'InterLink')}`
  const room = free === 0 ? 'nothing free' : `${exact(free, 'rate')} free`
  return (
    `${connection.id}: ${exact(connection.portSpeed, 'rate')} port at ${connection.pop}${city}, ` +
    `${taken}, ${room}`
  )
}

/** The same as lines. */
export const connectionLine = (
  context: Pick<Context, 'scenario'>,
  connection: Connection,
  surface: Surface,
): readonly string[] => wrap(connectionWords(context, connection), proseWidth(surface), '', '  ')
