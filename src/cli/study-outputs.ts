/** The files that a study writes: its document and its page; both of them, or none. */
import path from 'node:path'
import { checkDistinct } from './files/distinct.ts'
import { makeFolder, removeFolders } from './files/folder.ts'
import { WholeFile } from './files/whole-file.ts'

/** Files on their way. */
export interface StudyOutputs {
  /**
   * Writes both and lets them appear.
   *
   * @param text  the document
   * @param make  makes the page of the document as it is read back
   * @returns their names, the second without its folder; none where nothing was asked for
   * @throws WriteFailure when one cannot be written
   */
  readonly complete: (text: string, make: (document: unknown) => string) => readonly string[]
  /** Forgets everything; folders that were made for it are removed. */
  readonly abandon: () => void
}

const NOTHING: StudyOutputs = { complete: () => [], abandon: () => {} }

/**
 * Finds out whether both could be written, and makes the folder for them.
 *
 * @param folder  null: nothing is written
 * @param name    of the document: `plan.json`
 * @param inputs  files that the study reads; none is overwritten
 * @throws WriteFailure when one could not
 */
export const openStudyOutputs = (
  folder: string | null,
  name: string,
  inputs: readonly string[],
): StudyOutputs => {
  if (folder === null) return NOTHING
  const made = makeFolder(folder)
  const files: WholeFile[] = []
  const abandon = (): void => {
    for (const file of files) file.abandon()
    removeFolders(made)
  }
  try {
    // The document comes last: where it is new, the page is.
    for (const each of ['report.html', name]) files.push(new WholeFile(path.join(folder, each)))
    checkDistinct(files, inputs)
  } catch (error) {
    abandon()
    throw error
  }
  const [report, document] = files as [WholeFile, WholeFile]
  return {
    complete: (text, make) => {
      report.write(make(JSON.parse(text)))
      document.write(text)
      for (const file of files) file.finish()
      for (const file of files) file.appear()
      return [report.name, name]
    },
    abandon,
  }
}
