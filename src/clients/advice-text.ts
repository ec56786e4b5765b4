import type { FoundPac, Reason } from './outcome.ts'

/** The reasons about which something can be done. */
export type Advised = Exclude<Reason, 'no such name' | 'no such record' | 'no neighbour'>

/** What a sentence is about: the name or the URL that was asked for, and the client kind that asks. */
interface About {
  readonly name: string
  readonly kind: string
}

/** Everything that is said of a search and of what to do about it, in one language. */
export interface AdviceText {
  readonly reasons: Readonly<Record<Advised, (about: About) => string>>
  /** Follows a sentence about a file whose URL came by DHCP. */
  readonly fromDhcp: (url: string) => string
  /** What may be behind it where no name was found. */
  readonly hidden: string
  readonly end: {
    readonly found: (pac: FoundPac) => string
    readonly asksNothing: (kind: string) => string
    readonly deadDhcp: (kind: string) => string
    readonly wouldTake: (kind: string, url: string) => string
    readonly ended: (kind: string, ask: string) => string
  }
}

/** The command line's own words; they name its options. */
export const englishAdvice: AdviceText = {
  reasons: {
    'no DHCP answer': () =>
      'no DHCP server answers DHCPINFORM here: let wpadd listen on this link, or have a relay pass INFORMs on',
    'no option 252': () => 'a DHCP server answers without option 252: add the URL to it, or leave INFORMs to wpadd',
    'no proxy here': () => 'the server says "no proxy here": that is right if this network has none',
    'not a URL': () => 'write the whole URL: http://192.0.2.10/wpad.dat',
    'no privilege': () =>
      `port 68 needs CAP_NET_BIND_SERVICE: run it as root, sudo setcap cap_net_bind_service=+ep "${process.execPath}", or name a server with --dhcp ADDRESS:67`,
    'port taken': () => 'stop the DHCP client of this machine for a moment, or name a server on a port of its own with --dhcp',
    'no own address': () => 'give an address of this machine with --client-ip',
    refused: ({ name }) =>
      `the DNS server refuses ${name}: ask a resolver that forwards the zone to wpadd (glibc ends its search list here)`,
    'server failure': () => 'the DNS server has trouble with this name: look at its log, and at the zone that it forwards to',
    'no DNS answer': () =>
      'the DNS server does not answer this question: every client waits here; answer it, if only with NODATA',
    'no DNS server': () => 'no DNS server is there: name one with --dns, or set one on this machine',
    'too late': () => 'DNS took too long for this client: answer all its questions within a second',
    outside: ({ name, kind }) =>
      `${kind} asks for ${name}, and whoever owns that domain may answer; --leaks asks DNS for it, --ours DOMAIN says that it is yours`,
    'no address': () => 'its host has no address: publish it in DNS, or write an address in the URL',
    unreachable: () => 'nothing answers HTTP there: start the web server, or open port 80 to this network',
    'no HTTP answer': () => 'the web server accepts and does not answer: look at it, and at what stands in between',
    unreadable: () => 'this client cannot read the answer: serve plain HTTP/1.1 with a whole status line and a Content-Length',
    status: () => 'serve the file with status 200 on every Host, this name and this address included',
    redirect: () => 'serve the file where it is asked for, without a redirect',
    'not fetched': () => 'give a URL that begins with http://',
    'no script': () => 'the file has no FindProxyForURL: serve the PAC itself',
    HTML: () => 'a web page comes instead of the PAC: a portal, an error page with status 200, or another virtual host',
    'too large': () => 'make the file smaller',
    type: () => 'serve it as application/x-ns-proxy-autoconfig',
    coding: () => 'serve it without Content-Encoding to clients that do not ask for one',
    'byte order mark': () => 'save the file without a byte order mark',
    'cut short': () => 'the file ends before its Content-Length: look at the server, and at what stands in between',
  },
  fromDhcp: (url) => `${url} is what DHCP gives out`,
  hidden:
    'a name that does stand on a Windows DNS server is hidden by its global query block list: Set-DnsServerGlobalQueryBlockList -List isatap, on each server',
  end: {
    found: ({ url, bytes, contentType }) => `found ${url}: ${bytes} bytes, ${contentType || 'no media type'}`,
    asksNothing: (kind) => `no PAC: ${kind} asks nothing, and goes DIRECT`,
    deadDhcp: (kind) =>
      `no PAC: ${kind} ends its search at the URL from DHCP, and goes DIRECT; fix what is there, or take option 252 away`,
    wouldTake: (kind, url) => `no PAC of yours: ${kind} would take the one at ${url}`,
    ended: (kind, ask) => `no PAC: ${kind} ends its search after ${ask}, and goes DIRECT`,
  },
}
