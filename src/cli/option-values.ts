/** Values of options, read one by one; all that are wrong are named at once. */
import { explainQuantity, parseQuantity } from '../quantity.ts'
import { KERNELS, type KernelChoice } from '../sim/kernel/choice.ts'
import type { Ps } from '../units.ts'
import { either } from './declared/declaration.ts'
import { readDuration } from './duration.ts'
import { UsageError } from './exit.ts'
import { folderFaults } from './folders.ts'

/** The largest seed. */
export const SEED_MAX: number = 2 ** 32 - 1

/** Reads the values of one command line. */
export class OptionValues {
  readonly #faults: string[] = []

  /** Notes a fault in words. */
  fault(words: string): null {
    this.#faults.push(words)
    return null
  }

  /** Notes that an option's value is not what is needed. */
  refuse(option: string, found: string, needed: string): null {
    return this.fault(`${option}: ${JSON.stringify(found)} found; ${needed}`)
  }

  /** A share above 0 and below 1; null where none is given, or it is none. */
  shareWithin(option: string, text: string | undefined): number | null {
    if (text === undefined) return null
    const parsed = parseQuantity(text, 'share')
    if (!parsed.ok && parsed.fault.kind !== 'too-large') {
      const { problem, remedy } = explainQuantity(parsed.fault)
      return this.fault(`${option}: ${problem}; ${remedy}`)
    }
    if (parsed.ok && parsed.value > 0 && parsed.value < 1) return parsed.value
    return this.refuse(option, text, 'more than 0% and less than 100% is needed')
  }

  /** A whole number; null where none is given, or it is none. */
  whole(option: string, text: string | undefined, least: number, most: number): number | null {
    if (text === undefined) return null
    const value = /^\d{1,15}$/.test(text) ? Number(text) : -1
    if (value >= least && value <= most) return value
    return this.refuse(option, text, `a whole number from ${least} to ${most} is needed`)
  }

  /** `--duration`; null where none is given, or it is none. */
  duration(text: string | undefined): Ps | null {
    if (text === undefined) return null
    const read = readDuration(text)
    return read.ok ? read.duration : this.fault(`--duration: ${read.problem}`)
  }

  /** `--kernel`. */
  kernel(text: string | undefined): KernelChoice {
    const known = KERNELS.find(each => each === text)
    if (known === undefined && text !== undefined) {
      this.refuse('--kernel', text, `${either(KERNELS)} is needed`)
    }
    return known ?? 'auto'
  }

  /** `--format`. */
  format(text: string | undefined): 'text' | 'json' {
    if (text !== undefined && text !== 'text' && text !== 'json') {
      this.refuse('--format', text, 'text or json is needed')
    }
    return text === 'json' ? 'json' : 'text'
  }

  /** A path; null where none is given, or it is none. */
  path(option: string, text: string | undefined): string | null {
    if (text === undefined) return null
    if (text === '') return this.refuse(option, text, 'a path is needed')
    return text.includes('\0') ? this.refuse(option, text, 'a path has no NUL character') : text
  }

  /** Folders of `--allow-read`. */
  folders(given: readonly string[] | undefined): readonly string[] {
    const folders = given ?? []
    this.#faults.push(...folderFaults(folders))
    return folders
  }

  /** @throws UsageError naming every option whose value is wrong, what was found and what is needed */
  finish(): void {
    if (this.#faults.length > 0) throw new UsageError(this.#faults.join('\n'))
  }
}

/** Options that were given, as words of a command. */
export const optionWords = (
  given: readonly (readonly [option: string, value: string | undefined])[],
  allowRead: readonly string[] | undefined,
): readonly string[] => [
  ...given.flatMap(([option, value]) => (value === undefined ? [] : [option, value])),
  ...(allowRead ?? []).flatMap(folder => ['--allow-read', folder]),
]
