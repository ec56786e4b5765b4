import { measured, sourceRead, weak } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind } from '../kind.ts'
import { forestRoot, windowsDhcp, windowsNames, windowsNeighbours } from './windows-system.ts'

function firefoxFetch(system: string): Fetch {
  return {
    head: [
      'Host: {host}',
      `User-Agent: Mozilla/5.0 (${system}; rv:153.0) Gecko/20100101 Firefox/153.0`,
      'Accept: */*',
      'Accept-Language: en-US,en;q=0.9',
      'Accept-Encoding: gzip, deflate',
      'Connection: keep-alive',
      'Priority: u=4',
      'Pragma: no-cache',
      'Cache-Control: no-cache',
    ],
    milliseconds: 30_000,
    accepts: {
      statuses: '2xx',
      redirects: 20,
      withoutScript: 'goes DIRECT',
      type: 'any',
      codings: ['gzip', 'deflate', 'br'],
      byteOrderMarks: ['utf-8'],
      shortBody: false,
      reasonPhrase: false,
    },
    basis: measured('Firefox ESR 153'),
  }
}

const unixFetch = firefoxFetch('X11; Linux x86_64')
const windowsFetch = firefoxFetch('Windows NT 10.0; Win64; x64')

const enabledBy = 'network.proxy.type = 4, "Auto-detect proxy settings for this network"'
const facts = [
  { says: 'has no devolution of its own', ...measured('Firefox ESR 153') },
  {
    says: 'the default, "use system proxy settings", does no WPAD unless network.proxy.system_wpad and .allowed are true',
    ...sourceRead('StaticPrefList.yaml, nsProtocolProxyService.cpp'),
  },
  {
    says: 'after a failure it does it all again in 5 s, doubling to 300 s; HTML with status 200 is no failure, and not tried again',
    ...sourceRead('nsPACMan.cpp'),
  },
] as const

/** Firefox where its discovery is by DNS alone. */
export const firefox: ClientKind = {
  name: 'firefox',
  title: 'Firefox on Linux, macOS and BSD',
  dialect: 'firefox',
  enabledBy,
  phases: [
    {
      by: 'names',
      names: { by: 'search list', bare: true },
      types: ['A', 'AAAA'],
      resolver: 'glibc',
      milliseconds: 5000,
      fetch: unixFetch,
      goesOnAfter: [],
      basis: measured('Firefox ESR 153 on Linux'),
    },
  ],
  variants: {},
  facts: [...facts, { says: 'asks DHCP on Windows alone', ...measured('Firefox ESR 153; nsPACMan.cpp') }],
}

/** Firefox on Windows. */
export const firefoxWindows: ClientKind = {
  name: 'firefox-windows',
  title: 'Firefox on Windows',
  dialect: 'firefox',
  enabledBy,
  phases: [
    {
      ...windowsDhcp('10', windowsFetch),
      basis: sourceRead('nsPACMan.cpp, DHCPUtils.cpp; the packet from the fingerprints of Satori'),
    },
    {
      ...windowsNames(windowsFetch),
      basis: sourceRead('nsPACMan.cpp for http://wpad/wpad.dat; the names are those of the system (Policy CSP ADMX_DnsClient)'),
    },
  ],
  variants: {
    'forest-root': forestRoot,
    'link-local': {
      says: "the system's resolver asks the neighbours when DNS has had nothing",
      ...weak('inferred: Firefox does not forbid it, as Chromium does'),
      change: (phases) => [...phases, windowsNeighbours('llmnr', windowsFetch), windowsNeighbours('nbns', windowsFetch)],
    },
    'no-dhcp': {
      says: 'network.proxy.enable_wpad_over_dhcp is false',
      ...sourceRead('nsPACMan.cpp'),
      change: (phases) => phases.filter(({ by }) => by !== 'dhcp'),
    },
  },
  facts: [
    ...facts,
    { says: 'a DHCP answer ends the search, even when its URL is dead', ...sourceRead('nsPACMan.cpp') },
    { says: 'asks DHCP on the first adapter that is up', ...sourceRead('DHCPUtils.cpp') },
  ],
}
