import { type Endpoint, formatEndpoint } from '../net/endpoint.ts'
import { followSet } from '../net/follow-set.ts'
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
  const family = wildcard.address.includes(':') ? 6 : 4
  let port = wildcard.port
  const posts = await followSet<string>({
    list: () => new Map(machine.localAddresses(family).map((address) => [address, address])),
    async open(address) {
      const post = await openPost({ address, port })
      port = post.port
      return post
    },
    failed: (address, error) => responder.sight(address, notBound({ address, port }, error), 0),
    lost: (error) => responder.sight(wildcard.address, notBound(wildcard, error), 0),
    pollMilliseconds: machine.pollMilliseconds,
  })
  const hopeless = posts.failing.values().find((error) => codeOf(error) !== 'EADDRNOTAVAIL')
  if (posts.open.size === 0 && hopeless !== undefined) {
    await posts[Symbol.asyncDispose]()
    throw hopeless
  }
  return { port, [Symbol.asyncDispose]: () => posts[Symbol.asyncDispose]() }
}

function notBound(endpoint: Endpoint, error: unknown) {
  return { kind: 'failure', outcome: 'address not bound', detail: `${formatEndpoint(endpoint)} ${codeOf(error)}` } as const
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
