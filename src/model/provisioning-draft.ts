/** Provisioning as a scenario file says it, with units resolved and nothing else decided. */
import type { CalendarInstant } from '../calendar.ts'
import type { Ms } from '../units.ts'
import type { Patcher } from './provisioning.ts'

/** A lead time as drafted: certain, or by its median and the time within which nine of ten are done. */
export type LeadDraft = Ms | { readonly median: Ms; readonly p90: Ms }

/** The step that somebody else does: a lead time, and who. */
export type PatchDraft =
  | Ms
  | { readonly median: Ms; readonly p90: Ms; readonly by?: Patcher | undefined }

/** Provisioning as drafted. */
export interface ProvisioningDraft {
  readonly ordered: CalendarInstant
  readonly loa: LeadDraft
  readonly patch: PatchDraft
  readonly turnUp?: LeadDraft | undefined
  readonly loaValidity?: Ms | undefined
}
