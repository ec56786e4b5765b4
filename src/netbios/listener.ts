import { randomInt } from 'node:crypto'
import type { RemoteInfo, Socket } from 'node:dgram'
import type { Report } from '../events/sighting.ts'
import type { Endpoint, Listener } from '../net/endpoint.ts'
import { type NamedLinks, openLinks, sendBack, senderOf } from '../net/link-listener.ts'
import { openShared } from '../net/link-sockets.ts'
import type { Link } from '../net/links.ts'
import { type Inquiry, madeUpName, type Pace, type Question, usualPace } from '../net/name-claim.ts'
import type { FindSite } from '../sites/find-site.ts'
import { addressesIn, encodeQuery, netbiosName } from './message.ts'
import type { NetbiosOptions } from './options.ts'
import { type NetbiosReply, type NetbiosSilence, respond } from './respond.ts'

type Outcome =
  | NetbiosReply['outcome']
  | NetbiosSilence['outcome']
  | 'send failed'
  | 'link not opened'
  | 'name taken by another'
  | 'poisoner'

const unusual: ReadonlySet<Outcome> = new Set(['send failed', 'link not opened', 'name taken by another', 'poisoner', 'defended'])

/**
 * Answers to `WPAD<00>` by the NetBIOS name service on the links of this host: what is sent to their IPv4 broadcast addresses.
 * Unicasts are left to another program (Samba's nmbd). Rejects with the system's error when no link can be opened.
 */
export async function openNetbios(
  options: NetbiosOptions,
  findSite: () => FindSite,
  report: Report,
  pace: Pace = usualPace,
): Promise<Listener> {
  await using opening = new AsyncDisposableStack()
  const links: NamedLinks = new Map()
  const endpoints: Endpoint[] = []
  const errors: unknown[] = []
  const sight = (client: string, outcome: Outcome, detail: string, milliseconds: number) =>
    report({
      via: 'nbns',
      client,
      answered: outcome === 'noerror' || outcome === 'defended',
      outcome,
      unusual: unusual.has(outcome),
      detail,
      milliseconds,
    })
  const onDatagram = (bytes: Buffer, from: RemoteInfo, socket: Socket) => {
    const started = performance.now()
    const saw = (outcome: Outcome, detail: string) => sight(from.address, outcome, detail, performance.now() - started)
    const sender = senderOf(from.address, links)
    const response: NetbiosReply | NetbiosSilence =
      sender === undefined
        ? { kind: 'silence', outcome: 'not on our links' }
        : respond(bytes, { via: 'nbns', ...sender }, options, findSite())
    if (response.kind === 'silence') return saw(response.outcome, '')
    sendBack(socket, response.bytes, from, (error) =>
      error ? saw('send failed', error.message) : saw(response.outcome, 'WPAD<00>'),
    )
  }
  let port = options.port
  const join = async (link: Link): Promise<AsyncDisposable> => {
    await using joining = new AsyncDisposableStack()
    for (const broadcast of broadcastsOf(link)) {
      const bound = joining.use(await openShared(broadcast, port, onDatagram))
      port = bound.port
      endpoints.push({ address: broadcast, port })
    }
    return joining.move()
  }
  opening.use(
    await openLinks(links, {
      interfaces: options.interfaces,
      join,
      inquiry: (link) => inquiry(link, port, findSite),
      pace,
      found: (outcome, { address, detail }) => sight(address, outcome, detail, 0),
      failed(link, error) {
        errors.push(error)
        sight(link.name, 'link not opened', (error as Error).message, 0)
      },
    }),
  )
  if (endpoints.length === 0 && errors.length > 0) throw errors[0]
  const open = opening.move()
  return { endpoints: [...endpoints], [Symbol.asyncDispose]: () => open.disposeAsync() }
}

function broadcastsOf({ addresses }: Link): string[] {
  return [...new Set(addresses.flatMap(({ broadcast }) => (broadcast === undefined ? [] : [broadcast])))]
}

function inquiry(link: Link, port: number, findSite: () => FindSite): Inquiry {
  const own = link.addresses.find(({ broadcast }) => broadcast !== undefined) ?? link.addresses[0]!
  const ours = () => findSite()({ via: 'nbns', client: own.address })?.site.addresses ?? []
  return {
    to: { address: own.broadcast ?? own.address.text, port },
    name: question('WPAD', (address) => !ours().includes(address)),
    madeUp: question(madeUpName().toUpperCase(), () => true),
  }
}

function question(text: string, matters: (address: string) => boolean): Question {
  const id = randomInt(1, 0x10000)
  const name = netbiosName(text, 0)
  return {
    query: encodeQuery(id, name),
    read(answer) {
      const addresses = addressesIn(answer, id, name).filter(matters)
      return addresses.length === 0 ? undefined : `${text}<00> is ${addresses.slice(0, 4).join(', ')} there`
    },
  }
}
