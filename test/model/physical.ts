/** The physical side of a connection made by hand: a cable, and optics that light it. */
import { type MediumName, FIBRE_LOSS_PER_MM, mediumNamed } from '../../src/model/media.ts'
import type { Connection, CrossConnect } from '../../src/model/world.ts'
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

/** Both optics of a medium, launching the least that it allows; a run takes the cable as lit. */
export const lit = (name: MediumName): Pick<Connection, 'media' | 'optics' | 'lightPath'> => {
  const media = mediumNamed(name)
  const tx = media.launchMin
  return { media, optics: { customer: { tx }, provider: { tx } }, lightPath: 'assumed' }
}
