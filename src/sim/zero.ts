/**
 * Nothing, as V8 keeps numbers that are not small and whole: a field that begins with it need not change
 * its kind, and with it its class and all code compiled for it, when it grows (`docs/decisions/v8.md`).
 */
export const ZERO: number = new Float64Array(1)[0]!
