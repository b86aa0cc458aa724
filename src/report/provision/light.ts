/** The light of a connection in words. */
import type { ConnectionProvision } from '../../study/provision-document.ts'
import { NBSP } from '../terminal/text.ts'

const DECIMALS_MAX = 6

/** Decibels with one decimal, and more where fewer would hide on which side of 0 they are. */
export const decibels = (value: number): string => {
  for (let decimals = 1; decimals < DECIMALS_MAX; decimals++) {
    const text = value.toFixed(decimals)
    if (Math.sign(Number(text)) === Math.sign(value)) return `${text}${NBSP}dB`
  }
  return `${value}${NBSP}dB`
}

/** `10.9 dB each way`, or each direction's. */
export const marginText = ({
  opticalMargin,
}: Pick<ConnectionProvision, 'opticalMargin'>): string => {
  const { toCustomer, toCloud } = opticalMargin
  return toCustomer === toCloud
    ? `${decibels(toCustomer)} each way`
    : `${decibels(toCustomer)} to customer, ${decibels(toCloud)} to cloud`
}

/** What ails the light: too little of it, or too much; null where it is well. */
export const darkness = ({
  opticalMargin,
  lightOk,
}: Pick<ConnectionProvision, 'opticalMargin' | 'lightOk'>): 'too-little' | 'too-much' | null => {
  if (lightOk) return null
  const least = Math.min(opticalMargin.toCustomer, opticalMargin.toCloud)
  return least < 0 ? 'too-little' : 'too-much'
}
