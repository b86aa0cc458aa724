/** The physical side of a connection made by hand: a cable, and optics that light it. */
import { type MediumName, FIBRE_LOSS_PER_MM, mediumNamed } from '../../src/model/media.ts'
import type { Physical } from '../../src/model/optics.ts'
import type { CrossConnect } from '../../src/model/world.ts'
import { millimetres, nanoDb, ps } from '../../src/units.ts'

/** A cable of one fibre; what it loses is that of 1310 nm. */
export const cable = (length: number, propagation: number): CrossConnect => ({
  length: millimetres(length),
  propagation: ps(propagation),
  segments: [
    {
      id: 'cross-connect',
      kind: 'fibre',
      length: millimetres(length),
      loss: nanoDb(length * FIBRE_LOSS_PER_MM[1310]),
    },
  ],
})

/** Both optics of a medium, launching the least that it allows. */
export const lit = (name: MediumName): Pick<Physical, 'media' | 'optics'> => {
  const media = mediumNamed(name)
  const tx = media.launchMin
  return { media, optics: { customer: { tx }, provider: { tx } } }
}
