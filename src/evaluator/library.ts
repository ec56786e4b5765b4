// What `wpadd/evaluator` gives to other programs: docs/library.md. Nothing here depends on the rest of wpadd.

export { answerBatch, answerLine, type BatchAnswer, type BatchError } from './batch.ts'
export { type Dialect, dialectNames, findDialect, knownKinds } from './dialects/dialect.ts'
export { type Evaluator, openEvaluator } from './evaluator.ts'
export { defaultLimits, type Limits } from './limits.ts'
export type { Finding, Severity } from './lint/finding.ts'
export { lintPac } from './lint/lint.ts'
export { lintInThread } from './lint/lint-thread.ts'
export {
  type Changed,
  changes,
  type Evaluation,
  type EvaluationRecord,
  evaluateAll,
  makeRecord,
  type ReadRecord,
  type Recorded,
  readRecord,
} from './record.ts'
export { summary } from './summary.ts'
export type { Decided, Trace, TracedBranch, TracedCall, TracedLine, TracedVerdict } from './trace.ts'
export type { AnsweredVerdict, BypassedVerdict, FailedVerdict, Failure, Proxy, Verdict } from './verdict.ts'
export { type Way, whyDiffer } from './why-differ.ts'
export { isZone, type PacSource, type Resolve, type Visit, type World } from './world.ts'
