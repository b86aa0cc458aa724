/** The file system with some of its functions replaced for a while. */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

type Functions = Pick<typeof fs, 'openSync' | 'readlinkSync' | 'watch'>

/** Replaces functions until what is returned is called. */
export const patch = (functions: Partial<Functions>): (() => void) => {
  const { openSync, readlinkSync, watch } = fs
  Object.assign(fs, functions)
  syncBuiltinESMExports()
  return () => {
    Object.assign(fs, { openSync, readlinkSync, watch })
    syncBuiltinESMExports()
  }
}

/** How many files are opened while something is done. */
export const openedDuring = async (act: () => unknown): Promise<number> => {
  const open = fs.openSync
  let opened = 0
  const restore = patch({
    openSync: (...given) => {
      opened++
      return open(...given)
    },
  })
  try {
    await act()
    return opened
  } finally {
    restore()
  }
}
