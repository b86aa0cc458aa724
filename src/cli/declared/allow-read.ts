/** The option of every command that reads scenarios. */
import type { Option } from './declaration.ts'

/** `--allow-read`. */
export const ALLOW_READ: Option = {
  flag: '--allow-read',
  value: { kind: 'folder', name: 'DIR' },
  isRepeatable: true,
  about: 'input files may also lie in DIR; may be repeated',
}
