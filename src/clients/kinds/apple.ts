import { reported, sourceRead, weak } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind, Phase } from '../kind.ts'

const fetch: Fetch = {
  head: [
    'Host: {host}',
    'Accept: */*',
    'User-Agent: CFNetworkAgent (unknown version) CFNetwork/1329 Darwin/21.3.0',
    'Connection: keep-alive',
  ],
  milliseconds: 30_000,
  accepts: {
    statuses: '2xx',
    redirects: 10,
    withoutScript: 'goes DIRECT',
    type: 'any',
    codings: ['gzip', 'deflate'],
    byteOrderMarks: ['utf-8'],
    shortBody: false,
    reasonPhrase: false,
  },
  basis: weak('the User-Agent and the Host are from one log of 2022; which answers are taken no source says'),
}

const configd = 'apple-oss-distributions/configd, IPMonitor/ip_plugin.c'

function applePhases(parameterList: readonly number[]): Phase[] {
  return [
    {
      by: 'dhcp',
      packet: { hardware: 'ethernet', options: [53, 55, 57, 61, 12], parameterList, pad: 300 },
      reads: 'lease',
      milliseconds: 5000,
      types: ['A', 'AAAA'],
      fetch,
      goesOnAfter: [],
      basis: sourceRead(`${configd}; the packet from bootp, for addresses that were set by hand`),
    },
    {
      by: 'names',
      names: { by: 'search list', bare: false },
      types: ['A', 'AAAA'],
      resolver: 'any',
      milliseconds: 5000,
      fetch,
      goesOnAfter: [],
      basis: sourceRead(`${configd} for http://wpad/wpad.dat`),
    },
  ]
}

const facts = [
  {
    says: 'reads option 252 from its lease and sends no DHCPINFORM: the server that gives the lease has to send 252',
    ...sourceRead('apple-oss-distributions/bootp'),
  },
  { says: 'a DHCP answer ends the search, even when its URL is dead', ...sourceRead(configd) },
  { says: 'each program fetches the file for itself, often', ...reported('an access log of 2022') },
  {
    says: 'before 10.6 a trailing NUL of option 252 became part of the URL (wpad.dat%00)',
    ...sourceRead('the history of configd'),
  },
] as const

/** macOS. */
export const macos: ClientKind = {
  name: 'macos',
  title: 'macOS 10.6 and later: Safari and programs on CFNetwork',
  dialect: 'macos',
  enabledBy: 'Network > Proxies > "Auto Proxy Discovery" (off by default)',
  phases: applePhases([1, 3, 6, 15, 119, 95, 252, 44, 46, 47]),
  variants: {},
  facts,
}

/** iOS and iPadOS. */
export const ios: ClientKind = {
  name: 'ios',
  title: 'iOS and iPadOS',
  dialect: 'macos',
  enabledBy: 'Wi-Fi > Configure Proxy > Automatic, with the URL left empty',
  phases: applePhases([1, 121, 3, 6, 15, 108, 114, 119, 252]),
  variants: {},
  facts,
}
