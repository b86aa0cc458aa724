/** A worker that dislikes inputs of one file, dies over those of more, and never answers to JSON. */
import { caseOf, nameOf } from '../cases.ts'
import type { Finding } from '../examine.ts'
import type { Answer, Question } from '../worker.ts'
import { fateOf } from './fate.ts'

const finding: Finding = {
  verdict: 'accepted',
  seconds: 0.1,
  processSeconds: 0,
  memory: 0,
  broken: [],
}

process.on('disconnect', () => process.exit())
process.on('message', (question: Question) => {
  const cases =
    question.kind === 'case'
      ? [question.case]
      : question.indices.map(index => caseOf(nameOf(question.seed, index)))
  for (const it of cases) {
    const fate = fateOf(it)
    if (fate === null) return
    if (fate === 'dead') {
      process.stderr.write('no more\n')
      process.exit(3)
    }
    const broken = fate === 'broken' ? ['a law'] : []
    const answer: Answer = { finding: { ...finding, broken }, resident: 0, peak: 1 }
    process.send!(answer)
  }
})

process.send!('ready')
