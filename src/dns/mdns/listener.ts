import type { RemoteInfo, Socket } from 'node:dgram'
import { setTimeout as wait } from 'node:timers/promises'
import type { Report } from '../../events/sighting.ts'
import type { Listener } from '../../net/endpoint.ts'
import { type NamedLinks, openLinks, sendBack, senderOf } from '../../net/link-listener.ts'
import { type Groups, openGroup } from '../../net/link-sockets.ts'
import type { Link } from '../../net/links.ts'
import { type Pace, usualPace } from '../../net/name-claim.ts'
import type { FindSite } from '../../sites/find-site.ts'
import { typeName } from '../codes.ts'
import { dnsInquiry } from '../inquiry.ts'
import type { MdnsOptions } from './options.ts'
import { announcement, type MdnsReply, type MdnsSilence, respond } from './respond.ts'

const groups: Groups = { v4: '224.0.0.251', v6: 'ff02::fb' }
// the least time between two multicasts of a record on one link (RFC 6762, section 6)
const quietMilliseconds = 1000

type Outcome =
  | MdnsReply['outcome']
  | MdnsSilence['outcome']
  | 'said just now'
  | 'send failed'
  | 'link not opened'
  | 'name taken by another'
  | 'poisoner'

const unusual: ReadonlySet<Outcome> = new Set(['send failed', 'link not opened', 'name taken by another', 'poisoner'])

/**
 * Answers to `wpad.local` by multicast DNS on the links of this host (RFC 6762), beside the responder that it may have already
 * (avahi, systemd-resolved). Says on each link when the name is ours, and when it no longer is. Rejects with the system's error when
 * the group cannot be bound.
 */
export async function openMdns(
  options: MdnsOptions,
  findSite: () => FindSite,
  report: Report,
  pace: Pace = usualPace,
): Promise<Listener> {
  await using opening = new AsyncDisposableStack()
  const links: NamedLinks = new Map()
  const spoken = new Map<string, number>()
  const sight = (client: string, outcome: Outcome, detail: string, milliseconds: number) =>
    report({
      via: 'mdns',
      client,
      answered: outcome === 'noerror' || outcome === 'nodata',
      outcome,
      unusual: unusual.has(outcome),
      detail,
      milliseconds,
    })
  const onDatagram = (request: Buffer, from: RemoteInfo, socket: Socket) => {
    const started = performance.now()
    const saw = (outcome: Outcome, detail = '') => sight(from.address, outcome, detail, performance.now() - started)
    const sender = senderOf(from.address, links)
    if (sender === undefined) return saw('not on our links')
    const legacy = from.port !== group.port
    const response = respond(request, { via: 'mdns', ...sender }, legacy, options, findSite())
    if (response.kind === 'silence') return saw(response.outcome)
    const detail = `wpad.local ${typeName(response.type)}`
    if (response.to === 'asker') {
      return sendBack(socket, response.bytes, from, (error) =>
        error ? saw('send failed', error.message) : saw(response.outcome, detail),
      )
    }
    const { name } = sender.link!
    const last = spoken.get(`${name} ${from.family}`) ?? Number.NEGATIVE_INFINITY
    if (started - last < quietMilliseconds) return saw('said just now', detail)
    spoken.set(`${name} ${from.family}`, started)
    group.send(sender.link!, response.bytes, socket)
    saw(response.outcome, detail)
  }
  const group = opening.use(await openGroup(groups, options.port, onDatagram))
  const say = (link: Link, ttl: number) => {
    const addresses = findSite()({ via: 'mdns', client: link.addresses[0]!.address })?.site.addresses ?? []
    if (addresses.length > 0) group.send(link, announcement(addresses, ttl))
  }
  const announced = new Set<string>()
  const announce = async (link: Link) => {
    announced.add(link.name)
    say(link, options.ttl)
    await wait(quietMilliseconds, undefined, { ref: false })
    if (links.get(link.name)?.claim === 'ours') say(link, options.ttl)
  }
  const join = async (link: Link): Promise<AsyncDisposable> => {
    const joined = await group.join(link)
    return {
      async [Symbol.asyncDispose]() {
        if (announced.delete(link.name)) say(link, 0)
        await joined[Symbol.asyncDispose]()
      },
    }
  }
  opening.use(
    await openLinks(links, {
      interfaces: options.interfaces,
      join,
      inquiry: (link) => dnsInquiry('mdns', { address: groups.v4, port: group.port }, 'wpad.local', link, findSite),
      pace,
      claimed: (link) => void announce(link),
      found: (outcome, { address, detail }) => sight(address, outcome, detail, 0),
      failed: (link, error) => sight(link.name, 'link not opened', (error as Error).message, 0),
    }),
  )
  const open = opening.move()
  return { endpoints: [{ address: groups.v4, port: group.port }], [Symbol.asyncDispose]: () => open.disposeAsync() }
}
