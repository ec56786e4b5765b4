import type { Resolve } from './world.ts'

/** A resolver that asks another for each name once, and what it was told. */
export interface Remembered {
  readonly resolve: Resolve
  /** Every name that was asked; one without addresses did not resolve, or not in time. */
  readonly answers: Readonly<Record<string, readonly string[]>>
}

/** Remembers what a resolver answers, so that several evaluations see the same names, and a later one can be given them. */
export function rememberNames(resolve: Resolve): Remembered {
  const answers: Record<string, readonly string[]> = Object.create(null)
  const asked = new Map<string, Promise<readonly string[]>>()
  const ask: Resolve = (name, signal) => {
    const known = asked.get(name)
    if (known !== undefined) return known
    // an answer that comes too late is none: the script was told so
    const late = new Promise<readonly string[]>((settle) => signal.addEventListener('abort', () => settle([]), { once: true }))
    const found = Promise.race([resolve(name, signal), late]).catch(() => [])
    asked.set(name, found)
    answers[name] = []
    return found.then((addresses) => {
      answers[name] = addresses
      return addresses
    })
  }
  return { resolve: ask, answers }
}
