import { type Endpoint, formatEndpoint } from '../net/endpoint.ts'
import type { LocalAddresses } from './local-addresses.ts'
import type { OpenPost, Post } from './post.ts'
import type { Responder } from './responder.ts'

/** What a wildcard follows: the machine's addresses, looked at every `pollMilliseconds`. */
export interface Machine {
  readonly localAddresses: LocalAddresses
  readonly pollMilliseconds: number
}

/**
 * One post for each local address of the wildcard's family, following addresses that come and go: a socket bound to the wildcard
 * itself would answer from the wrong address on a host with several, and collide with systemd-resolved's 127.0.0.53.
 *
 * An address that cannot be bound (an IPv6 one is tentative for a second; libvirt's dnsmasq holds its bridge's) is reported once
 * and tried again at each look. Rejects with the system's error when
 * the port is taken, or not permitted, at every address.
 */
export async function openWildcard(
  wildcard: Endpoint,
  openPost: OpenPost,
  responder: Responder,
  machine: Machine,
): Promise<Post> {
  const posts = new Map<string, Post>()
  const failing = new Map<string, unknown>()
  const family = wildcard.address.includes(':') ? 6 : 4
  let port = wildcard.port

  const look = async () => {
    const present = new Set(machine.localAddresses(family))
    for (const address of failing.keys()) if (!present.has(address)) failing.delete(address)
    for (const [address, post] of posts) {
      if (present.has(address)) continue
      posts.delete(address)
      await post[Symbol.asyncDispose]()
    }
    for (const address of present) if (!posts.has(address)) await take({ address, port })
  }
  const take = async (endpoint: Endpoint) => {
    try {
      const post = await openPost(endpoint)
      posts.set(endpoint.address, post)
      failing.delete(endpoint.address)
      port = post.port
    } catch (error) {
      if (!failing.has(endpoint.address)) responder.sight(endpoint.address, notBound(endpoint, error), 0)
      failing.set(endpoint.address, error)
    }
  }

  await look()
  const hopeless = failing.values().find((error) => codeOf(error) !== 'EADDRNOTAVAIL')
  if (posts.size === 0 && hopeless !== undefined) throw hopeless
  const polling = pollEvery(machine.pollMilliseconds, () =>
    look().catch((error: unknown) => responder.sight(wildcard.address, notBound(wildcard, error), 0)),
  )
  return {
    port,
    async [Symbol.asyncDispose]() {
      await polling[Symbol.asyncDispose]()
      await Promise.all([...posts.values()].map((post) => post[Symbol.asyncDispose]()))
    },
  }
}

// one look after the other; disposing waits for the one that is under way
function pollEvery(milliseconds: number, look: () => Promise<void>): AsyncDisposable {
  let looking = Promise.resolve()
  let ended = false
  let timer: NodeJS.Timeout
  const wait = () => {
    if (!ended) timer = setTimeout(start, milliseconds).unref()
  }
  const start = () => {
    looking = look().then(wait)
  }
  wait()
  return {
    async [Symbol.asyncDispose]() {
      ended = true
      clearTimeout(timer)
      await looking
    },
  }
}

function notBound(endpoint: Endpoint, error: unknown) {
  return { kind: 'failure', outcome: 'address not bound', detail: `${formatEndpoint(endpoint)} ${codeOf(error)}` } as const
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
