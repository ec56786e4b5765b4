import type { Socket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import { type Address, parseAddress } from './address.ts'
import { followSet } from './follow-set.ts'
import { type Link, linkKey, linkOf, linksOf } from './links.ts'
import { type Claim, claimName, type Inquiry, type Pace, type Rival } from './name-claim.ts'

/** A sender of a packet: its address, the link of ours that it is on, and whether the name is ours there. */
export interface Sender {
  readonly client: Address
  readonly link: Link | undefined
  readonly claim: Claim | undefined
}

/** The links that are answered on, by name, and whether the name is ours on each. */
export type NamedLinks = Map<string, { readonly link: Link; readonly claim: Claim }>

/** Who sent a packet; `undefined` for a source that is no address. */
export function senderOf(source: string, links: NamedLinks): Sender | undefined {
  const client = parseAddress(source)
  if (client === undefined) return undefined
  const link = linkOf(
    [...links.values()].map((each) => each.link),
    source,
  )
  return { client, link, claim: link === undefined ? undefined : links.get(link.name)?.claim }
}

/** What a protocol does on each link. */
export interface LinkUse {
  /** Names of interfaces; `undefined`: every one but loopback. */
  readonly interfaces: readonly string[] | undefined
  /** Opens its sockets there. Rejects where it cannot. */
  readonly join: (link: Link) => Promise<AsyncDisposable>
  readonly inquiry: (link: Link) => Inquiry
  readonly pace: Pace
  /** Told when the name becomes ours on a link. */
  readonly claimed?: (link: Link) => void
  /** Told of another host that answers to the name, and of one that answers to any name, every time that it is found. */
  readonly found: (what: 'name taken by another' | 'poisoner', rival: Rival) => void
  readonly failed: (link: Link, error: unknown) => void
}

const pollMilliseconds = 3000

/** Uses every link of the machine, those that come and go included, claims the name on each, and keeps `links` up to date. */
export async function openLinks(links: NamedLinks, use: LinkUse): Promise<AsyncDisposable> {
  return await followSet<Link>({
    list: () => new Map(linksOf(networkInterfaces(), use.interfaces).map((link) => [linkKey(link), link])),
    open: (link) => openLink(link, links, use),
    failed: use.failed,
    lost: () => {},
    pollMilliseconds,
  })
}

async function openLink(link: Link, links: NamedLinks, use: LinkUse): Promise<AsyncDisposable> {
  await using opening = new AsyncDisposableStack()
  opening.use(await use.join(link))
  links.set(link.name, { link, claim: 'asking' })
  opening.defer(() => void links.delete(link.name))
  opening.use(
    claimName(link, use.inquiry(link), use.pace, (claim, { rival, poisoner }) => {
      const before = links.get(link.name)?.claim
      links.set(link.name, { link, claim })
      if (rival !== undefined) use.found('name taken by another', rival)
      if (poisoner !== undefined) use.found('poisoner', poisoner)
      if (claim === 'ours' && before !== 'ours') use.claimed?.(link)
    }),
  )
  return opening.move()
}

// what a slow link may keep waiting; more is dropped
const longestSendQueue = 100

/** Sends one datagram back; `done` has the error, if there was one. */
export function sendBack(
  socket: Socket,
  bytes: Buffer,
  to: { readonly address: string; readonly port: number },
  done: (error: Error | null) => void,
): void {
  if (to.port === 0) done(new Error('the source port is 0'))
  else if (socket.getSendQueueCount() >= longestSendQueue) done(new Error('the send queue is full'))
  else socket.send(bytes, to.port, to.address, done)
}
