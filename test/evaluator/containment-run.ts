import type { Dialect } from '../../src/evaluator/dialects/dialect.ts'
import type { Evaluator } from '../../src/evaluator/evaluator.ts'
import type { Verdict } from '../../src/evaluator/verdict.ts'
import type { Hostile } from './containment-scripts.ts'
import { decideOne } from './one.ts'

/** How a hostile script ended, and an honest one after it in the same evaluator. */
export interface Ended {
  readonly what: string
  readonly verdict: Verdict
  /** From call to verdict by the clock, ... */
  readonly ms: number
  /** ... and what this process took of the processor meanwhile, all its threads. */
  readonly cpuMs: number
  readonly isExpected: boolean
  readonly next: Verdict
  readonly nextMs: number
}

const honest = 'function FindProxyForURL(url, host) { return "PROXY good:80" }'

/** Runs hostile scripts, one after the other, each with an honest one after it. */
export async function* runHostile(evaluator: Evaluator, dialect: Dialect, scripts: readonly Hostile[]): AsyncGenerator<Ended> {
  for (const hostile of scripts) {
    const cpu = process.cpuUsage()
    const start = performance.now()
    const verdict = await decide(evaluator, hostile.script, dialect)
    const ms = performance.now() - start
    const { user, system } = process.cpuUsage(cpu)
    const cpuMs = (user + system) / 1000
    const next = await decide(evaluator, honest, dialect)
    const nextMs = performance.now() - start - ms
    yield { what: hostile.what, verdict, ms, cpuMs, isExpected: isExpected(hostile, verdict, dialect), next, nextMs }
  }
}

function isExpected({ ends, answers, isModern }: Hostile, verdict: Verdict, dialect: Dialect): boolean {
  if (verdict.kind === 'answered') return answers !== undefined && verdict.raw.startsWith(answers)
  if (verdict.kind !== 'failed') return false
  const isForOldEngine = isModern && dialect === 'winhttp' && ['syntax', 'exception'].includes(verdict.reason)
  return isForOldEngine || ends.includes(verdict.reason)
}

function decide(evaluator: Evaluator, script: string, dialect: Dialect): Promise<Verdict> {
  const world = { addresses: ['192.0.2.10'], dns: { 'www.example.org': ['192.0.2.1'] } }
  return decideOne(evaluator, script, world, 'http://www.example.org/', undefined, dialect)
}
