/** Columns of a table while it is read. */
import { type Notation, readInstant } from './instant.ts'
import { type Epoch, type Instants, type Values, quoted } from './table.ts'
import { readValue } from './value.ts'

const PICOS = 1e12

/** Numbers in a row that grows: it doubles when it is full. */
class Numbers {
  declare private numbers: Float64Array
  declare private count: number

  constructor() {
    this.numbers = new Float64Array(1024)
    this.count = 0
  }

  push(value: number): void {
    if (this.count === this.numbers.length) {
      const larger = new Float64Array(2 * this.count)
      larger.set(this.numbers)
      this.numbers = larger
    }
    this.numbers[this.count++] = value
  }

  /** All of them; ends the use of this object. */
  finish(): Float64Array {
    return this.numbers.subarray(0, this.count)
  }
}

/** Takes the cells of a column from top to bottom. */
export interface Column<T> {
  /**
   * Takes the next cell.
   *
   * @param line  on which its record begins
   * @returns what is wrong with it, null where nothing is
   */
  take(cell: string, line: number): string | null
  /** The column as read; ends the use of this object. */
  finish(): T
}

/** A column of instants. */
export class TimeColumn implements Column<Instants> {
  private readonly seconds = new Numbers()
  private readonly picos = new Numbers()
  /** How the first instant was written; null before it. */
  private notation: Notation | null = null
  private first: Epoch = { seconds: 0, picos: 0 }
  private before: Epoch = { seconds: 0, picos: 0 }
  private lineBefore = 0

  take(cell: string, line: number): string | null {
    const instant = readInstant(cell)
    if (typeof instant === 'string') return instant
    const { notation, seconds, picos } = instant
    const { before } = this
    if (this.notation === null) {
      this.notation = notation
      this.first = instant
    } else if (notation !== this.notation) {
      return `${quoted(cell)} is ${IN_WORDS[notation]}, the first time ${IN_WORDS[this.notation]}; write all alike`
    } else if (seconds < before.seconds || (seconds === before.seconds && picos <= before.picos)) {
      const after = `${quoted(cell)} is not after the time on line ${this.lineBefore}`
      return notation === 'calendar without zone'
        ? `${after}; times must rise, and where a clock was set back they must name their zone`
        : `${after}; times must rise`
    }
    // Whole numbers below 2^53 throughout: exact.
    const rest = picos - this.first.picos
    this.seconds.push(seconds - this.first.seconds - (rest < 0 ? 1 : 0))
    this.picos.push(rest < 0 ? rest + PICOS : rest)
    this.before = instant
    this.lineBefore = line
    return null
  }

  finish(): Instants {
    const { seconds, picos } = this.first
    return {
      seconds: this.seconds.finish(),
      picos: this.picos.finish(),
      epoch: this.notation === 'seconds' ? null : { seconds, picos },
    }
  }
}

const IN_WORDS: Readonly<Record<Notation, string>> = {
  calendar: 'a date with its zone',
  'calendar without zone': 'a date without zone',
  seconds: 'a number of seconds',
}

/** A column of values. */
export class ValueColumn implements Column<Values> {
  private readonly samples = new Numbers()
  private highest = { value: -1, line: 0 }

  take(cell: string, line: number): string | null {
    const value = readValue(cell)
    if (typeof value === 'string') return value
    this.samples.push(value)
    if (value > this.highest.value) this.highest = { value, line }
    return null
  }

  finish(): Values {
    return { samples: this.samples.finish(), highest: this.highest }
  }
}
