import type { RemoteInfo, Socket } from 'node:dgram'
import type { Report } from '../../events/sighting.ts'
import type { Listener } from '../../net/endpoint.ts'
import { type NamedLinks, openLinks, sendBack } from '../../net/link-listener.ts'
import { type Groups, openGroup } from '../../net/link-sockets.ts'
import type { Link } from '../../net/links.ts'
import { type Pace, usualPace } from '../../net/name-claim.ts'
import type { FindSite } from '../../sites/find-site.ts'
import { countConnections } from '../connections.ts'
import { dnsInquiry } from '../inquiry.ts'
import { openTcp } from '../tcp.ts'
import type { LlmnrOptions } from './options.ts'
import { openLlmnrResponder } from './responder.ts'

const groups: Groups = { v4: '224.0.0.252', v6: 'ff02::1:3' }
const tcpLimits = { connections: 64, perClient: 4 }
const tcpIdleSeconds = 5

/**
 * Answers to `wpad` by LLMNR on the links of this host (RFC 4795): over UDP what is sent to its groups, over TCP on its own
 * addresses. Unicast UDP is not taken, as the protocol wants. Rejects with the system's error when the group cannot be bound.
 */
export async function openLlmnr(
  options: LlmnrOptions,
  findSite: () => FindSite,
  report: Report,
  pace: Pace = usualPace,
): Promise<Listener> {
  await using opening = new AsyncDisposableStack()
  const links: NamedLinks = new Map()
  const responder = openLlmnrResponder(options, links, findSite, report)
  const onDatagram = (request: Buffer, from: RemoteInfo, socket: Socket) => {
    const started = performance.now()
    const what = responder.answer(request, from.address, 'udp')
    const sight = (failed: Error | null) =>
      responder.sight(
        from.address,
        failed === null ? what : { kind: 'failure', outcome: 'send failed', detail: failed.message },
        performance.now() - started,
      )
    if (what.kind === 'silence') sight(null)
    else sendBack(socket, what.bytes, from, sight)
  }
  const group = opening.use(await openGroup(groups, options.port, onDatagram))
  const connections = countConnections(tcpLimits)
  const failed = (where: string, error: unknown) =>
    responder.sight(where, { kind: 'failure', outcome: 'address not bound', detail: (error as Error).message }, 0)
  const join = async (link: Link): Promise<AsyncDisposable> => {
    await using joining = new AsyncDisposableStack()
    joining.use(await group.join(link))
    for (const { bindTo } of link.addresses) {
      try {
        joining.use(await openTcp({ address: bindTo, port: group.port }, tcpIdleSeconds, connections, responder))
      } catch (error) {
        // systemd-resolved may have the port; our replies fit a datagram, so that TCP is hardly ever asked for
        failed(bindTo, error)
      }
    }
    return joining.move()
  }
  opening.use(
    await openLinks(links, {
      interfaces: options.interfaces,
      join,
      inquiry: (link) => dnsInquiry('llmnr', { address: groups.v4, port: group.port }, 'wpad', link, findSite),
      pace,
      found: (outcome, { address, detail }) => responder.sight(address, { kind: 'failure', outcome, detail }, 0),
      failed: (link, error) => failed(link.name, error),
    }),
  )
  const open = opening.move()
  return { endpoints: [{ address: groups.v4, port: group.port }], [Symbol.asyncDispose]: () => open.disposeAsync() }
}
