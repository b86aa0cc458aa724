/** Properties draw the same cases in every run, so that a mutant lives or dies for good. */
import fc from 'fast-check'

fc.configureGlobal({ seed: 20_261_122, numRuns: 40, endOnFailure: true })
