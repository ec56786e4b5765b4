import { measured, sourceRead } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind } from '../kind.ts'
import { windowsPacket } from './windows-system.ts'

const fetch: Fetch = {
  head: ['Accept: */*', 'Host: {host}', 'Connection: Keep-Alive'],
  milliseconds: 30_000,
  accepts: {
    statuses: 'exactly 200',
    redirects: 10,
    withoutScript: 'goes DIRECT',
    type: 'any',
    codings: [],
    byteOrderMarks: [],
    shortBody: true,
    reasonPhrase: true,
  },
  basis: measured('Wine 8.0'),
}

/** Windows programs under Wine. */
export const wine: ClientKind = {
  name: 'wine',
  title: "programs on Wine's WinHTTP",
  dialect: 'winhttp',
  enabledBy: 'the program asks for WINHTTP_AUTOPROXY_AUTO_DETECT',
  phases: [
    {
      by: 'names',
      names: { by: 'devolution', from: 'own domain', downTo: 'own domain', means: 'each name' },
      types: ['A', 'AAAA anyway'],
      resolver: 'any',
      milliseconds: 5000,
      reverseName: true,
      fetch,
      goesOnAfter: [],
      basis: measured('Wine 8.0; dlls/winhttp/session.c'),
    },
  ],
  variants: {
    networkmanager: {
      says: 'reads option 252 from NetworkManager, where that runs',
      ...sourceRead('dlls/winhttp/session.c; without NetworkManager nothing is sent (measured, Wine 8.0)'),
      change: (phases) => [
        {
          by: 'dhcp',
          packet: windowsPacket('7'),
          reads: 'lease',
          milliseconds: 5000,
          types: ['A', 'AAAA'],
          fetch,
          goesOnAfter: [],
          basis: sourceRead('dlls/winhttp/session.c'),
        },
        ...phases,
      ],
    },
  },
  facts: [
    { says: 'URL and Host have the name that the address resolves back to, if it does', ...measured('Wine 8.0') },
    { says: 'asks each name twice; once here', ...measured('Wine 8.0') },
    { says: "Wine's WinINet does no automatic detection", ...measured('Wine 8.0') },
  ],
}
