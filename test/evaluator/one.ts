import type { Dialect } from '../../src/evaluator/dialects/dialect.ts'
import type { Evaluator } from '../../src/evaluator/evaluator.ts'
import type { Verdict } from '../../src/evaluator/verdict.ts'
import type { Resolve, World } from '../../src/evaluator/world.ts'

/** A world in which nothing is said. */
export const nowhere: World = { addresses: [], dns: {}, now: 0, timeZone: 'UTC' }

/** What `script` decides for one visit in `world`. */
export async function decideOne(
  evaluator: Evaluator,
  script: string,
  world: Partial<World> = {},
  url = 'http://www.example.org/',
  resolve?: Resolve,
  dialect: Dialect = 'chromium',
): Promise<Verdict> {
  const [verdict] = await evaluator.evaluate({ text: script }, [{ url }], { ...nowhere, ...world }, dialect, resolve)
  return verdict as Verdict
}

/** The value of an expression inside a PAC, as JSON brings it out; a failed verdict where there is none. */
export async function jsonOf(
  evaluator: Evaluator,
  expression: string,
  world: Partial<World> = {},
  resolve?: Resolve,
  dialect: Dialect = 'chromium',
): Promise<unknown> {
  const script = `function FindProxyForURL(url, host) { return "J:" + JSON.stringify([${expression}]) }`
  const verdict = await decideOne(evaluator, script, world, 'http://www.example.org/', resolve, dialect)
  return verdict.kind === 'answered' ? (JSON.parse(verdict.raw.slice(2)) as unknown[])[0] : verdict
}
