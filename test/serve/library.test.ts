/** What is read when, and how much. */
import { renameSync, statSync, utimesSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Folder } from '../../src/serve/folder/folder.ts'
import { Library } from '../../src/serve/folder/library.ts'
import { Watch } from '../../src/serve/folder/watch.ts'
import { openedDuring, patch } from './patched.ts'
import { MET, MISSED, type Served, serving, textOf } from './served.ts'

const verdicts = async ({ library }: Served): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (await library.scan()).entries.map(({ path, content }) => [
      path,
      content.kind === 'read' ? content.summary.standing : content.reason,
    ]),
  )

describe('a library', () => {
  it('reads a file once, and again when it changes', async () => {
    const served = serving({ 'a/result.json': textOf(MET), 'b/result.json': textOf(MET) })
    await served.library.scan()
    expect(await openedDuring(() => served.library.scan())).toBe(0)
    served.write('b/result.json', textOf(MISSED))
    expect(await openedDuring(() => served.library.scan())).toBeGreaterThan(0)
    expect(await verdicts(served)).toEqual({ 'a/result.json': 'met', 'b/result.json': 'missed' })
  })

  it('does not show what is being written, unless it stays broken', async () => {
    const served = serving({ 'a/result.json': textOf(MET) })
    await served.library.scan()
    served.write('a/result.json', textOf(MISSED).slice(0, 500))
    served.write('b/result.json', '{')
    expect(await verdicts(served)).toEqual({ 'a/result.json': 'met' })
    served.pass(500)
    served.write('a/result.json', textOf(MISSED))
    expect(await verdicts(served)).toEqual({ 'a/result.json': 'missed' })
    served.pass(501)
    expect(await verdicts(served)).toEqual({
      'a/result.json': 'missed',
      'b/result.json': 'it is no JSON',
    })
  })

  it('tells a file that replaced another of the same size and time', async () => {
    const served = serving({ 'result.json': textOf(MET), 'other.txt': textOf(MET) })
    const { atime, mtime } = statSync(served.at('result.json'))
    for (const name of ['result.json', 'other.txt']) utimesSync(served.at(name), atime, mtime)
    const before = await served.library.scan()
    renameSync(served.at('other.txt'), served.at('result.json'))
    expect((await served.library.scan()).digest).not.toBe(before.digest)
  })

  it('sees what lands while it looks, for whoever asks after it landed', async () => {
    const served = serving({ 'a/result.json': textOf(MET) })
    const first = served.library.scan()
    served.write('b/result.json', textOf(MET))
    const [, after] = await Promise.all([first, served.library.scan()])
    expect(after.entries).toHaveLength(2)
  })

  it('says that there is more than it looks at', async () => {
    const served = serving({
      'a/result.json': textOf(MET),
      'a/b/result.json': textOf(MET),
      'c/result.json': textOf(MET),
    })
    const scan = (depth: number, files: number) =>
      new Library(new Folder(served.root), () => 0, { depth, folders: 100, files }).scan()
    expect((await scan(2, 3)).isCut).toBe(false)
    expect(await scan(1, 3)).toMatchObject({ isCut: true, entries: { length: 2 } })
    expect(await scan(2, 2)).toMatchObject({ isCut: true, entries: { length: 2 } })
  })

  it('lists nothing of a folder that has gone', async () => {
    const served = serving({ 'a/result.json': textOf(MET) })
    renameSync(served.root, `${served.root}-away`)
    expect((await served.library.scan()).entries).toEqual([])
  })
})

describe('a watch', () => {
  const unwatched = (): never => {
    throw new Error('too many are watched')
  }

  it('sees what happens where nothing tells of it', async () => {
    const restore = patch({ watch: unwatched })
    const served = serving({ 'a/result.json': textOf(MET) })
    const watch = new Watch(served.library)
    try {
      const landed = new Promise<void>(resolve => {
        const leave = watch.join(({ entries }) => {
          if (entries.length === 1) served.write('b/result.json', textOf(MET))
          else {
            leave()
            resolve()
          }
        })
      })
      await landed
    } finally {
      restore()
    }
  })

  it('hears at once of a folder in a folder that is new', async () => {
    const served = serving({ 'a/result.json': textOf(MET) })
    const watch = new Watch(served.library)
    const began = performance.now()
    await new Promise<void>(resolve => {
      const leave = watch.join(({ entries }) => {
        if (entries.length === 1) served.write('b/c/result.json', textOf(MET))
        if (entries.length === 2) served.write('b/c/d/result.json', textOf(MET))
        if (entries.length < 3) return
        leave()
        resolve()
      })
    })
    // Two looks that nothing has asked for take four seconds.
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})
