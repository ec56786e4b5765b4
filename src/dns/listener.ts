import type { Report } from '../events/sighting.ts'
import type { Endpoint, Listener } from '../net/endpoint.ts'
import { countConnections } from './connections.ts'
import { localAddresses } from './local-addresses.ts'
import type { DnsSocketOptions } from './options.ts'
import { postOpener } from './post.ts'
import { openResponder } from './responder.ts'
import { type Machine, openWildcard } from './wildcard.ts'
import type { Zones } from './zones.ts'

const thisMachine: Machine = { localAddresses, pollMilliseconds: 3000 }

/**
 * Answers DNS over UDP and TCP at every address of `options.listen`, from what `zones` gives at each message. One sighting for each
 * query. Rejects with the system's error when an address cannot be bound, after closing what was open.
 */
export async function openDns(
  options: DnsSocketOptions,
  zones: () => Zones,
  report: Report,
  machine: Machine = thisMachine,
): Promise<Listener> {
  await using opening = new AsyncDisposableStack()
  const responder = openResponder(options, zones, report)
  const openPost = postOpener(options.tcp.idle, countConnections(options.tcp), responder)
  const endpoints: Endpoint[] = []
  for (const endpoint of options.listen) {
    const wildcard = endpoint.address === '0.0.0.0' || endpoint.address === '::'
    const post = opening.use(await (wildcard ? openWildcard(endpoint, openPost, responder, machine) : openPost(endpoint)))
    endpoints.push({ address: endpoint.address, port: post.port })
  }
  const open = opening.move()
  return { endpoints, [Symbol.asyncDispose]: () => open.disposeAsync() }
}
