import { HANGS_A_CALL } from './limits.ts'
import type { Outcome } from './protocol.ts'
import type { LoadedPac, Sandbox, Stop } from './sandbox/sandbox.ts'

const letters: Readonly<Record<Stop, string>> = { timeout: 't', memory: 'o', broken: 'xthe engine itself failed' }

/** Numbers and the texts that they stand for, while they are gathered. */
export class Outcomes {
  readonly codes: Int32Array
  readonly texts: string[] = []
  readonly #places = new Map<string, number>()

  constructor(visits: number) {
    this.codes = new Int32Array(visits)
  }

  set(visit: number, text: string): void {
    let place = this.#places.get(text)
    if (place === undefined) {
      place = this.texts.push(text) - 1
      this.#places.set(text, place)
    }
    this.codes[visit] = place
  }
}

/**
 * Runs the visits of a task in a sandbox in which its script is loaded. A visit that does not end costs itself alone: the script
 * is put back to where it was after loading and the next visit goes on. After a few of those the rest is not tried.
 */
export function decideVisits(
  sandbox: Sandbox,
  pac: LoadedPac,
  lines: string,
  visits: number,
): Pick<Outcome, 'codes' | 'texts' | 'wanted'> {
  const outcomes = new Outcomes(visits)
  let hangs = 0
  for (let from = 0; from < visits; ) {
    if (hangs >= HANGS_A_CALL || sandbox.isSpent()) {
      for (let at = from; at < visits; at++) outcomes.set(at, hangs >= HANGS_A_CALL ? 'h' : 'r')
      break
    }
    from = runOn(sandbox, pac, lines, from, visits, outcomes, () => hangs++)
  }
  const wanted = outcomes.texts.filter((text) => text.startsWith('w')).map((text) => text.slice(1))
  return { codes: outcomes.codes, texts: outcomes.texts, wanted }
}

// runs until something stops it; the number of the next visit
function runOn(
  sandbox: Sandbox,
  pac: LoadedPac,
  lines: string,
  from: number,
  visits: number,
  outcomes: Outcomes,
  hung: () => void,
): number {
  const stop = sandbox.run(lines, from, visits)
  const texts = sandbox.texts()
  const done = stop?.at ?? visits
  for (let at = from; at < done; at++) outcomes.set(at, texts?.[sandbox.codeOf(at)] ?? 'r')
  if (stop === undefined) return visits
  outcomes.set(done, letters[stop.why])
  if (stop.why === 'timeout') hung()
  if (stop.why !== 'broken' && pac.image !== undefined) sandbox.restore(pac.image)
  return done + 1
}
