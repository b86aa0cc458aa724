/** A fault of ours: something that cannot happen did. */
export class InvariantError extends Error {
  declare readonly simulated: number

  /** @param simulated  simulated time at which it was noticed, ps */
  constructor(message: string, simulated: number) {
    super(message)
    this.name = 'InvariantError'
    this.simulated = simulated
  }
}

/** A run was stopped from outside. */
export class InterruptedError extends Error {
  declare readonly simulatedPs: number
  declare readonly totalPs: number

  /**
   * @param simulatedPs  simulated time done, all lanes together
   * @param totalPs      simulated time to be done, all lanes together
   */
  constructor(simulatedPs: number, totalPs: number) {
    super('interrupted')
    this.name = 'InterruptedError'
    this.simulatedPs = simulatedPs
    this.totalPs = totalPs
  }
}
