import type { Evaluator } from '../evaluator/evaluator.ts'
import type { CheckPac } from './load-pac.ts'

/** Tries a PAC in the sandbox, as a client would load it: it must compile, run to its end and have its entry function. */
export function pacCheck(evaluator: Evaluator): CheckPac {
  return async (text) => {
    const failure = await evaluator.check({ text })
    return failure && `${failure.reason}: ${failure.detail}`
  }
}
