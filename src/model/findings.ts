/** Where rules put what they find: every violation and warning, never only the first. */
import type { Dimension } from '../quantity.ts'
import type { Path } from './path.ts'
import type { Rejection } from './rejection.ts'
import type { Warning } from './warning.ts'

export class Findings {
  readonly rejections: Rejection[] = []
  readonly warnings: Warning[] = []

  reject(why: Rejection): void {
    this.rejections.push(why)
  }

  warn(why: Warning): void {
    this.warnings.push(why)
  }

  /** Rejects a quantity outside [`min`, `max`], both in base units. */
  bound(
    path: Path,
    dimension: Exclude<Dimension, 'share'>,
    value: number,
    min: number,
    max: number,
  ): boolean {
    const inside = value >= min && value <= max
    if (!inside) this.reject({ kind: 'quantity-out-of-range', path, dimension, value, min, max })
    return inside
  }

  /** Rejects a whole number outside [`min`, `max`], or a number that is not whole. */
  whole(path: Path, value: number, min: number, max: number, unit = ''): boolean {
    const inside = Number.isInteger(value) && value >= min && value <= max
    if (!inside) {
      this.reject({
        kind: 'number-out-of-range',
        path,
        value,
        whole: true,
        open: false,
        min,
        max,
        unit,
      })
    }
    return inside
  }

  /** Rejects a number outside (`above`, `max`]. */
  factor(path: Path, value: number, above: number, max: number): boolean {
    const inside = value > above && value <= max
    if (!inside) {
      this.reject({
        kind: 'number-out-of-range',
        path,
        value,
        whole: false,
        open: true,
        min: above,
        max,
        unit: '',
      })
    }
    return inside
  }

  /** Rejects a duration of 0. */
  lasting(path: Path, value: number, example: string): boolean {
    if (!(value > 0)) this.reject({ kind: 'no-time', path, example })
    return value > 0
  }
}
