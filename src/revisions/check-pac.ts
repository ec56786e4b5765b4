import type { Evaluator } from '../evaluator/evaluator.ts'
import type { World } from '../evaluator/world.ts'
import type { CheckPac } from './load-pac.ts'

const visits = [{ url: 'http://www.example.com/' }, { url: 'https://www.example.com/' }]
const anywhere: World = { addresses: ['192.0.2.1'], dns: { 'www.example.com': ['192.0.2.2'] } }

/**
 * Tries a PAC in the sandbox, as a client would: it must compile, run to its end, have its entry function, and let go of an ordinary
 * visit. What it answers there is its own business; a script that throws for one name may be right for all others.
 */
export function pacCheck(evaluator: Evaluator): CheckPac {
  return async (text) => {
    const failure = await evaluator.check({ text })
    if (failure !== undefined) return `${failure.reason}: ${failure.detail}`
    const verdicts = await evaluator.evaluate({ text }, visits, anywhere)
    for (const [i, verdict] of verdicts.entries())
      if (verdict.kind === 'failed' && (verdict.reason === 'timeout' || verdict.reason === 'memory'))
        return `${verdict.reason}: ${verdict.detail} for ${visits[i]?.url} (every client would hang there)`
    return undefined
  }
}
