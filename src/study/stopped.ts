/** A study was stopped from outside. */
export class StoppedError extends Error {
  declare readonly done: number
  declare readonly total: number

  /**
   * @param done   replications done, or values tried
   * @param total  replications asked for, or values to be tried, about
   */
  constructor(done: number, total: number) {
    super('stopped')
    this.name = 'StoppedError'
    this.done = done
    this.total = total
  }
}
