/** What events leave of the segments of a cable and of the ports at its ends. */
import { match } from 'ts-pattern'
import { type NanoDb, nanoDb } from '../units.ts'
import type { Idle } from './idle.ts'
import type { EndChange, SegmentChange } from './scheduled-event.ts'

/** What has become of a segment. */
export interface SegmentState {
  readonly isCut: boolean
  /** Beyond what it loses when whole. */
  readonly lost: NanoDb
  readonly isVanishing: boolean
}
/** A segment to which nothing has happened. */
export const WHOLE: SegmentState = { isCut: false, lost: nanoDb(0), isVanishing: false }

/** A segment after a change, or why that is none. */
export const segmentAfter = (state: SegmentState, change: SegmentChange): SegmentState | Idle =>
  match(change)
    .returnType<SegmentState | Idle>()
    .with({ kind: 'cut' }, () => (state.isCut ? 'cut' : { ...state, isCut: true }))
    .with({ kind: 'degrade' }, ({ loss }) =>
      state.lost === loss ? 'degraded' : { ...state, lost: loss },
    )
    .with({ kind: 'blackhole' }, () =>
      state.isVanishing ? 'vanishing' : { ...state, isVanishing: true },
    )
    .with({ kind: 'repair' }, () =>
      state.isCut || state.lost > 0 || state.isVanishing ? WHOLE : 'whole',
    )
    .exhaustive()

/** What has become of the port at an end. */
export interface EndState {
  readonly isDown: boolean
  readonly hasFailed: boolean
  readonly isVanishing: boolean
}
/** A port to which nothing has happened. */
export const WORKING: EndState = { isDown: false, hasFailed: false, isVanishing: false }

/** A port after a change, or why that is none. */
export const endAfter = (state: EndState, change: EndChange): EndState | Idle => {
  const turn = (key: keyof EndState, to: boolean, idle: Idle): EndState | Idle =>
    state[key] === to ? idle : { ...state, [key]: to }
  return match(change.kind)
    .with('portDown', () => turn('isDown', true, 'port-down'))
    .with('portUp', () => turn('isDown', false, 'port-up'))
    .with('opticFail', () => turn('hasFailed', true, 'optic-failed'))
    .with('opticReplace', () => turn('hasFailed', false, 'optic-whole'))
    .with('blackhole', () => turn('isVanishing', true, 'vanishing'))
    .with('repair', () => turn('isVanishing', false, 'not-vanishing'))
    .exhaustive()
}
