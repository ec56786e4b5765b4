import type { Resolve } from './world.ts'

const AT_A_TIME = 16

/**
 * Resolves names, a few at a time, each for at most `milliseconds`, all for at most `altogether`. A name that fails or takes longer
 * has no addresses: a PAC cannot tell the difference either.
 */
export async function resolveNames(
  names: Iterable<string>,
  resolve: Resolve,
  milliseconds: number,
  altogether: number,
): Promise<Record<string, readonly string[]>> {
  const end = performance.now() + altogether
  const found: Record<string, readonly string[]> = Object.create(null)
  const rest = [...names][Symbol.iterator]()
  const work = async (): Promise<void> => {
    for (const name of rest)
      found[name] = await resolveOne(name.replace(/\.$/, ''), resolve, Math.min(milliseconds, end - performance.now()))
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  return found
}

async function resolveOne(name: string, resolve: Resolve, milliseconds: number): Promise<readonly string[]> {
  if (milliseconds <= 0) return []
  const signal = AbortSignal.timeout(Math.ceil(milliseconds))
  const late = new Promise<readonly string[]>((settle) => signal.addEventListener('abort', () => settle([]), { once: true }))
  try {
    return await Promise.race([resolve(name, signal), late])
  } catch {
    return []
  }
}
