/** What `completion` understands. */
import { EXIT } from '../exit.ts'
import { type Declaration, oneOf } from './declaration.ts'

/** Shells that can complete commands of this program. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
/** One of them. */
export type Shell = (typeof SHELLS)[number]

/** `completion`. */
export const COMPLETION: Declaration = {
  about: 'complete commands and options in your shell',
  argument: { value: oneOf(...SHELLS), isRequired: true, isRepeatable: false },
  intro:
    'The script completes commands, options, their values, scenario files, captures and folders. It ' +
    'is fixed text and never calls the program; print it anew after an update.',
  options: [],
  examples: [
    { line: 'source <(interlink-sim completion bash)', remark: 'a line for ~/.bashrc' },
    {
      line: 'source <(interlink-sim completion zsh)',
      remark: 'a line for ~/.zshrc, after compinit',
    },
    {
      line: 'interlink-sim completion fish > ~/.config/fish/completions/interlink-sim.fish',
      remark: '',
    },
  ],
  terms: null,
  exits: [
    [EXIT.done, 'done'],
    [EXIT.input, 'no shell named, or another one'],
  ],
}
