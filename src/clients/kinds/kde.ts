import { measured, sourceRead } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind } from '../kind.ts'

const fetch: Fetch = {
  head: [
    'Host: {host}',
    'Connection: keep-alive',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) KIO/5.103 kded5/5.103.0',
    'Accept: text/html, text/*;q=0.9, image/jpeg;q=0.9, image/png;q=0.9, image/*;q=0.9, */*;q=0.8',
    'Accept-Encoding: gzip, deflate, x-gzip, x-deflate',
    'Accept-Charset: utf-8,*;q=0.5',
    'Accept-Language: en',
  ],
  milliseconds: 30_000,
  accepts: {
    statuses: '2xx',
    redirects: 5,
    withoutScript: 'goes DIRECT',
    type: 'any',
    codings: ['gzip', 'deflate'],
    byteOrderMarks: ['utf-8', 'utf-16'],
    shortBody: false,
    reasonPhrase: false,
  },
  basis: measured('KIO 5.103'),
}

/** Konqueror and other programs on KIO. */
export const kde: ClientKind = {
  name: 'kde',
  title: 'Konqueror and other programs of KDE (KIO)',
  dialect: 'kde',
  enabledBy: 'KDE\'s proxy setting "Detect automatically"',
  phases: [
    {
      by: 'dhcp',
      packet: { hardware: 'none', options: [53, 55], parameterList: [252], pad: 548 },
      reads: 'inform',
      milliseconds: 5000,
      types: ['A', 'AAAA'],
      fetch,
      goesOnAfter: ['nothing', 'failed'],
      basis: measured('kpac_dhcp_helper of KIO 5.103'),
    },
    {
      by: 'names',
      names: {
        by: 'devolution',
        from: 'resolver domain',
        downTo: { labels: 2 },
        means: 'each name',
        searchListToo: true,
      },
      types: ['A', 'AAAA'],
      resolver: 'glibc',
      milliseconds: 5000,
      boundary: 'SOA',
      fetch,
      goesOnAfter: ['nothing', 'failed'],
      basis: measured('proxyscout of KIO 5.103; src/kpac/discovery.cpp'),
    },
  ],
  variants: {},
  facts: [
    { says: 'a dead DHCP URL does not end the search', ...measured('KIO 5.103') },
    {
      says: 'a SOA record of the next domain ends it, so a zone apex is asked only as the own domain',
      ...measured('KIO 5.103'),
    },
    {
      says: 'asks DHCP on every interface, and gives up at the first answer with another transaction id',
      ...measured('KIO 5.103'),
    },
    { says: 'waits 300 s after a failure', ...sourceRead('proxyscout.cpp') },
  ],
}
