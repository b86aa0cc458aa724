/** The order of a connection as a run tells it: which steps it takes, and when. */
import { type CalendarInstant, type UnixMs, toCalendar } from '../../calendar.ts'
import type { DemarcationInfo } from '../../model/demarcation-info.ts'
import type { ConnectionLife } from '../../model/lifecycle/connection.ts'
import type { OrderEvent } from '../../model/lifecycle/events.ts'
import { type OrderStage, nextLoa } from '../../model/lifecycle/order.ts'
import type { Provisioning } from '../../model/provisioning.ts'
import { type OrderStep, openOrderStream, orderedDraw } from './provisioning.ts'

/** Stages of an order as results name them. */
export const STAGE: Readonly<Record<OrderStage, string>> = {
  requested: 'requested',
  'loa-issued': 'loaIssued',
  'loa-expired': 'loaExpired',
  patched: 'patched',
}

/** A step and its instant. */
export interface DatedStep {
  readonly step: OrderStep
  readonly at: UnixMs
}

/** The steps of a connection's order as the seed has them, in the order of time. */
export const orderSteps = (
  connection: string,
  provisioning: Provisioning,
  seed: number,
): readonly DatedStep[] => {
  const steps: DatedStep[] = []
  orderedDraw(provisioning, openOrderStream(seed, connection), (step, at) => {
    steps.push({ step, at })
  })
  return steps
}

/** The event of a step before the link is detected. */
export const orderEvent = (
  { step, at }: DatedStep,
  life: Extract<ConnectionLife, { kind: 'ordered' }>,
  { loaValidity }: Provisioning,
  demarcationInfo: DemarcationInfo,
): OrderEvent => {
  const instant: CalendarInstant = toCalendar(at)
  const of = { at: instant, connection: life.id }
  if (step !== 'loaIssued') return { kind: step, ...of }
  const expiresAt = toCalendar((at + loaValidity) as UnixMs)
  const loa = { number: nextLoa(life.order), issuedAt: instant, expiresAt, demarcationInfo }
  return { kind: step, ...of, loa }
}
