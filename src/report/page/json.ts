/** What is asked of JSON that comes from a file. */

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>

/** Whether it is an object, no list. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether keys hold finite numbers. */
export const hasFigures = (value: unknown, ...keys: readonly string[]): boolean =>
  isObject(value) && keys.every(key => Number.isFinite(value[key]))

/** Whether keys hold texts. */
export const hasTexts = (value: unknown, ...keys: readonly string[]): boolean =>
  isObject(value) && keys.every(key => typeof value[key] === 'string')

/** Whether it is a list of objects, each of which holds what is said. */
export const isListOf = (value: unknown, holds: (each: Json) => boolean): boolean =>
  Array.isArray(value) && value.every(each => isObject(each) && holds(each))

/** Whether it is a direction. */
export const isDirection = (value: unknown): boolean =>
  value === 'toCustomer' || value === 'toCloud'

/** Whether it is a finite number or nothing. */
export const isFigureOrNull = (value: unknown): boolean => value === null || Number.isFinite(value)

/** Whether it is a text or nothing. */
export const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string'

/**
 * The first part of a document that is not as it should be, in words; null where all are.
 *
 * @param what   `a result`
 * @param sound  by key, whether its value is as it should be
 */
export const faultIn = (
  value: Json,
  what: string,
  sound: Readonly<Record<string, boolean>>,
): string | null => {
  const key = Object.keys(sound).find(each => sound[each] === false)
  if (value['version'] !== 1) {
    return `its "version" is ${JSON.stringify(value['version'])}; this program reads 1`
  }
  return key === undefined ? null : `its "${key}" is not as ${what} has it`
}
