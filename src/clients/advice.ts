import type { ClientKind } from './kind.ts'
import type { Made, Reason } from './outcome.ts'

type Sentence = (made: Made, kind: ClientKind) => string | undefined

/** What to do about a lookup that did not find what it asked for; undefined when nothing need be done. */
export function advise(made: Made, kind: ClientKind): string | undefined {
  const { outcome } = made
  return outcome.reason === undefined ? undefined : sentences[outcome.reason]?.(made, kind)
}

const http =
  (text: string): Sentence =>
  ({ ask, lookup }) => {
    const fromDhcp = lookup.via === 'http' && lookup.id.startsWith('dhcp')
    return `${text}${fromDhcp ? `; ${ask.replace('GET ', '')} is what DHCP gives out` : ''}`
  }

/** One sentence for each reason; no sentence where a no is what most networks say. */
const sentences: Readonly<Record<Reason, Sentence | undefined>> = {
  'no DHCP answer': () =>
    'no DHCP server answers DHCPINFORM here: let wpadd listen on this link, or have a relay pass INFORMs on',
  'no option 252': () => 'a DHCP server answers without option 252: add the URL to it, or leave INFORMs to wpadd',
  'no proxy here': () => 'the server says "no proxy here": that is right if this network has none',
  'not a URL': () => 'write the whole URL: http://192.0.2.10/wpad.dat',
  'no privilege': () =>
    `port 68 needs CAP_NET_BIND_SERVICE: run it as root, sudo setcap cap_net_bind_service=+ep "${process.execPath}", or name a server with --dhcp ADDRESS:67`,
  'port taken': () => 'stop the DHCP client of this machine for a moment, or name a server on a port of its own with --dhcp',
  'no own address': () => 'give an address of this machine with --client-ip',
  'no such name': undefined,
  'no such record': undefined,
  refused: ({ ask }) =>
    `the DNS server refuses ${ask.split(' ')[0]}: ask a resolver that forwards the zone to wpadd (glibc ends its search list here)`,
  'server failure': () => 'the DNS server has trouble with this name: look at its log, and at the zone that it forwards to',
  'no DNS answer': () => 'the DNS server does not answer this question: every client waits here; answer it, if only with NODATA',
  'no DNS server': () => 'no DNS server is there: name one with --dns, or set one on this machine',
  'too late': () => 'DNS took too long for this client: answer all its questions within a second',
  'no neighbour': undefined,
  outside: ({ ask }, kind) =>
    // what is asked to find a boundary gives nobody a say
    ask.endsWith(' SOA')
      ? undefined
      : `${kind.name} asks for ${ask.replace('GET ', '').split(' ')[0]}, and whoever owns that domain may answer; --leaks asks DNS for it, --ours DOMAIN says that it is yours`,
  'no address': http('its host has no address: publish it in DNS, or write an address in the URL'),
  unreachable: http('nothing answers HTTP there: start the web server, or open port 80 to this network'),
  'no HTTP answer': http('the web server accepts and does not answer: look at it, and at what stands in between'),
  unreadable: http('this client cannot read the answer: serve plain HTTP/1.1 with a whole status line and a Content-Length'),
  status: http('serve the file with status 200 on every Host, this name and this address included'),
  redirect: http('serve the file where it is asked for, without a redirect'),
  'not fetched': http('give a URL that begins with http://'),
  'no script': http('the file has no FindProxyForURL: serve the PAC itself'),
  HTML: http('a web page comes instead of the PAC: a portal, an error page with status 200, or another virtual host'),
  'too large': http('make the file smaller'),
  type: http('serve it as application/x-ns-proxy-autoconfig'),
  coding: http('serve it without Content-Encoding to clients that do not ask for one'),
  'byte order mark': http('save the file without a byte order mark'),
  'cut short': http('the file ends before its Content-Length: look at the server, and at what stands in between'),
}

/** The lookup at which the search ended: that which found the PAC, or else the last that was made, or would have been. */
export function whereItStopped(made: readonly Made[], kind: ClientKind): Made | undefined {
  return (
    made.find(({ outcome }) => outcome.pac !== undefined) ??
    deadDhcp(made, kind) ??
    made.findLast(({ lookup, outcome }) => outcome.end !== 'withheld' || lookup.via === 'http')
  )
}

/** How the search ended, from the lookups that were made. */
export function conclude(made: readonly Made[], kind: ClientKind): string {
  const last = whereItStopped(made, kind)
  const pac = last?.outcome.pac
  if (pac !== undefined) return `found ${pac.url}: ${pac.bytes} bytes, ${pac.contentType || 'no media type'}`
  if (last === undefined) return `no PAC: ${kind.name} asks nothing, and goes DIRECT`
  if (last === deadDhcp(made, kind))
    return `no PAC: ${kind.name} ends its search at the URL from DHCP, and goes DIRECT; fix what is there, or take option 252 away`
  if (last.lookup.via === 'http' && last.outcome.end === 'withheld')
    return `no PAC of yours: ${kind.name} would take the one at ${last.ask.replace('GET ', '')}`
  return `no PAC: ${kind.name} ends its search after ${last.ask}, and goes DIRECT`
}

/** What may be behind it all, when no PAC was found. */
export function suspect(made: readonly Made[]): string | undefined {
  const isHidden = ({ lookup, outcome }: Made) =>
    lookup.via === 'dns' && outcome.reason === 'no such name' && (lookup.type === 'A' || lookup.type === 'AAAA')
  if (made.some(({ outcome }) => outcome.pac !== undefined) || !made.some(isHidden)) return undefined
  return 'a name that does stand on a Windows DNS server is hidden by its global query block list: Set-DnsServerGlobalQueryBlockList -List isatap, on each server'
}

// the GET of the URL from DHCP, where its end is the end of the search
function deadDhcp(made: readonly Made[], kind: ClientKind): Made | undefined {
  const dead = made.find(({ lookup }) => lookup.via === 'http' && lookup.id === 'dhcp get')
  const phase = kind.phases.find(({ by }) => by === 'dhcp')
  return dead !== undefined && phase?.goesOnAfter.includes(dead.outcome.end) === false ? dead : undefined
}
