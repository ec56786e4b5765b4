import { measured, sourceRead } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind, NamesPhase } from '../kind.ts'
import { forestRoot, windowsDhcp, windowsNames } from './windows-system.ts'

const userAgent = (system: string) =>
  `User-Agent: Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`

function chromiumFetch(system: string): Fetch {
  const head = ['Host: {host}', 'Connection: keep-alive', userAgent(system), 'Accept-Encoding: gzip, deflate']
  return {
    head,
    // two network contexts, the system's and the profile's, each look for themselves
    secondHead: [...head, 'Accept-Language: en-US,en;q=0.9'],
    milliseconds: 30_000,
    accepts: {
      statuses: 'exactly 200',
      redirects: 20,
      withoutScript: 'looks further',
      type: 'any',
      mostBytes: 1_048_576,
      codings: ['gzip', 'deflate', 'br'],
      byteOrderMarks: ['utf-8', 'utf-16'],
      shortBody: false,
      reasonPhrase: false,
    },
    basis: measured('Chromium 156; net/proxy_resolution/pac_file_fetcher_impl.cc'),
  }
}

const unixFetch = chromiumFetch('X11; Linux x86_64')
const windowsFetch = chromiumFetch('Windows NT 10.0; Win64; x64')

const quickCheck = { milliseconds: 1000, within: 1000 } as const

const unixNames: NamesPhase = {
  by: 'names',
  names: { by: 'search list', bare: true },
  types: ['A', 'AAAA'],
  resolver: 'glibc',
  ...quickCheck,
  thenAsks: ['HTTPS', 'A', 'AAAA'],
  fetch: unixFetch,
  goesOnAfter: ['nothing', 'failed'],
  basis: measured('Chromium 156 on Linux'),
}

const facts = [
  { says: 'has no devolution of its own', ...measured('Chromium 156') },
  {
    says: 'the quick check of the name must end within one second, AAAA included, or it goes DIRECT',
    ...measured('Chromium 156'),
  },
  {
    says: 'looks again after 12 h, after failures in 8 s, 32 s, 2 min, 4 h, and 2 s after the network changed',
    ...sourceRead('configured_proxy_resolution_service.cc'),
  },
  { says: 'ignores the expiry that HTTP gives the file', ...sourceRead('pac_file_fetcher_impl.cc') },
] as const

/** Chromium where its discovery is by DNS alone. */
export const chromium: ClientKind = {
  name: 'chromium',
  title: 'Chrome and Chromium on Linux and macOS',
  dialect: 'chromium',
  enabledBy: 'the desktop\'s "automatic", or --proxy-auto-detect',
  phases: [unixNames],
  variants: {},
  facts: [...facts, { says: 'asks DHCP on ChromeOS (from its lease) and Windows alone', ...sourceRead('net/docs/proxy.md') }],
}

/** Chromium on Windows. */
export const chromiumWindows: ClientKind = {
  name: 'chromium-windows',
  title: 'Chrome, Edge, WebView2 and Electron on Windows',
  dialect: 'chromium',
  enabledBy: '"Automatically detect settings", --proxy-auto-detect, or policy',
  phases: [
    {
      ...windowsDhcp('10', windowsFetch),
      milliseconds: 2000,
      goesOnAfter: ['nothing', 'failed'],
      basis: sourceRead('dhcp_pac_file_fetcher_win.cc, pac_file_decider.cc; the packet from the fingerprints of Satori'),
    },
    {
      ...windowsNames(windowsFetch),
      ...quickCheck,
      goesOnAfter: ['nothing', 'failed'],
      basis: sourceRead(
        'pac_file_decider.cc for http://wpad/wpad.dat; the names are those of the system (Policy CSP ADMX_DnsClient)',
      ),
    },
  ],
  variants: { 'forest-root': forestRoot },
  facts: [
    ...facts,
    { says: 'asks DHCP on every adapter that is up; here the first is asked', ...sourceRead('dhcp_pac_file_fetcher_win.cc') },
    { says: 'a dead DHCP URL does not end the search', ...sourceRead('pac_file_decider.cc') },
    { says: 'asks no neighbours: the quick check forbids multicast', ...sourceRead('host_resolver_system_task.cc') },
  ],
}
