import { sourceRead } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind } from '../kind.ts'

const source = 'MarkusBernhardt/proxy-vole, WpadProxySearchStrategy.java'

const fetch: Fetch = {
  head: [
    'Accept: application/x-ns-proxy-autoconfig, */*;q=0.8',
    'User-Agent: Java/17.0.1',
    'Host: {host}',
    'Connection: keep-alive',
  ],
  milliseconds: 20_000,
  accepts: {
    statuses: 'exactly 200',
    redirects: 20,
    withoutScript: 'goes DIRECT',
    type: 'any',
    codings: [],
    byteOrderMarks: [],
    shortBody: false,
    reasonPhrase: false,
  },
  basis: sourceRead('proxy-vole, UrlPacScriptSource.java'),
}

/** proxy-vole and the Java programs that carry it. */
export const proxyVole: ClientKind = {
  name: 'proxy-vole',
  title: 'proxy-vole, in Java programs',
  dialect: 'pacparser',
  enabledBy: 'the program chooses its WPAD strategy',
  phases: [
    {
      by: 'dhcp',
      packet: { hardware: 'ethernet', options: [53], parameterList: [], pad: 300 },
      reads: 'inform',
      milliseconds: 1000,
      types: ['A', 'AAAA'],
      fetch,
      goesOnAfter: [],
      basis: sourceRead(source),
    },
    {
      by: 'names',
      names: { by: 'devolution', from: 'own domain', downTo: { labels: 2 }, means: 'each name', alone: 'last' },
      types: ['A', 'AAAA'],
      resolver: 'any',
      milliseconds: 5000,
      probeHead: [
        'accept: application/x-ns-proxy-autoconfig',
        'User-Agent: Java/17.0.1',
        'Host: {host}',
        'Connection: keep-alive',
      ],
      fetch,
      // only an unknown host is caught; any other error ends the whole search
      goesOnAfter: ['nothing'],
      basis: sourceRead(source),
    },
  ],
  variants: {},
  facts: [
    { says: 'its DHCPINFORM has no parameter request list: a server must send 252 unasked', ...sourceRead(source) },
    { says: 'the DHCP URL is used as it came, without trimming, and ends the search', ...sourceRead(source) },
    { says: 'a refused connection ends the whole search; an unknown name does not', ...sourceRead(source) },
  ],
}
