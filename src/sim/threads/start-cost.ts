/**
 * What a thread costs before it plays its first frame, in frames: it has to be started, to load the
 * simulator and to compile it again, some 0.1 s, in which the batch kernel plays so many.
 */
export const START_COST = 1_500_000
