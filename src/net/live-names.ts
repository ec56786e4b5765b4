import { Resolver } from 'node:dns/promises'

export interface LiveNamesOptions {
  /** Servers to ask, `192.0.2.1:53` or `[2001:db8::1]:53`; without them those that this host uses. */
  readonly servers?: readonly string[]
  /** How long a name may take, in milliseconds. */
  readonly milliseconds: number
  /** How many different names are asked; those beyond do not resolve. */
  readonly names: number
}

/** The addresses of a name; none when it does not resolve, or not in time. Never rejects. */
export type LiveNames = (name: string, signal: AbortSignal) => Promise<readonly string[]>

/**
 * Asks DNS for names, A and AAAA, each once. It does not go through getaddrinfo: that cannot be told which server to ask, a slow name
 * would hold one of the four threads with which the whole process reads its files, and nothing can end it. So it does
 * not know /etc/hosts, and completes no name with a search list.
 */
export function liveNames({ servers, milliseconds, names }: LiveNamesOptions): LiveNames {
  const asked = new Map<string, Promise<readonly string[]>>()
  return (name, signal) => {
    const known = asked.get(name)
    if (known !== undefined) return known
    if (asked.size >= names) return Promise.resolve([])
    const found = ask(name, servers, AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]))
    asked.set(name, found)
    return found
  }
}

// a resolver of its own for each name, since cancelling one cancels all that it was asked
async function ask(name: string, servers: readonly string[] | undefined, signal: AbortSignal): Promise<readonly string[]> {
  const resolver = new Resolver({ tries: 2 })
  if (servers !== undefined) resolver.setServers(servers)
  signal.addEventListener('abort', () => resolver.cancel(), { once: true })
  if (signal.aborted) return []
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}
