import { Resolver } from 'node:dns/promises'
import type { Resolve } from '../../evaluator/world.ts'

const patience = 2000
const mostNames = 200

/**
 * Resolves names by the DNS servers that this host uses (or by `servers`), A and AAAA, within two seconds each and at most 200
 * different ones; beyond that a name does not resolve. It does not go through getaddrinfo: a slow name would hold one of the four
 * threads that the whole process reads its files with.
 */
export function resolveLive(servers?: readonly string[]): Resolve {
  const resolver = new Resolver({ timeout: patience, tries: 1 })
  if (servers !== undefined) resolver.setServers(servers)
  const asked = new Map<string, Promise<readonly string[]>>()
  return (name, signal) => {
    signal.addEventListener('abort', () => resolver.cancel(), { once: true })
    const known = asked.get(name)
    if (known !== undefined) return known
    if (asked.size >= mostNames) return Promise.resolve([])
    const found = ask(resolver, name)
    asked.set(name, found)
    return found
  }
}

async function ask(resolver: Resolver, name: string): Promise<readonly string[]> {
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}
