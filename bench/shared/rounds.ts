/** Rounds of many things in turn, so that a slow minute of the machine is everybody's. */

/**
 * Does each thing once per round, in every other round backwards.
 *
 * @param work  does one thing once
 * @returns for each thing, in the order given, what came out in each round
 */
export const interleave = <T, R>(
  things: readonly T[],
  rounds: number,
  work: (thing: T, round: number) => R,
): R[][] => {
  const outcomes: R[][] = things.map(() => [])
  for (let round = 0; round < rounds; round++) {
    const order = [...things.keys()]
    if (round % 2 === 1) order.reverse()
    for (const index of order) outcomes[index]!.push(work(things[index]!, round))
  }
  return outcomes
}
