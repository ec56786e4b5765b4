import { sourceRead, weak } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind, DomainRecord, NamesPhase, Phase } from '../kind.ts'

const text = 'draft-ietf-wrec-wpad-01'

const fetch: Fetch = {
  head: ['Host: {host}', 'Accept: application/x-ns-proxy-autoconfig', 'Connection: close'],
  milliseconds: 10_000,
  accepts: {
    statuses: 'exactly 200',
    redirects: 5,
    withoutScript: 'looks further',
    type: 'any',
    codings: [],
    byteOrderMarks: [],
    shortBody: false,
    reasonPhrase: true,
  },
  basis: sourceRead(`${text}: Accept and following redirects are a MUST; the rest is left open`),
}

const srv: DomainRecord = { type: 'SRV', prefix: 'wpad.tcp' }
const txt: DomainRecord = { type: 'TXT', prefix: 'wpad' }
const alias: DomainRecord = { type: 'A', prefix: 'wpad' }

const names: NamesPhase = {
  by: 'names',
  names: { by: 'devolution', from: 'own domain', downTo: 'organisation', means: 'each name' },
  types: ['A'],
  records: [srv, txt, alias],
  resolver: 'any',
  milliseconds: 10_000,
  fetch,
  goesOnAfter: ['nothing', 'failed', 'unusable'],
  basis: sourceRead(`${text}, the pseudo-code; the text has two more orders (variants)`),
}

const inOrder = (phases: readonly Phase[], records: readonly DomainRecord[]) =>
  phases.map((phase) => (phase.by === 'names' ? { ...phase, records } : phase))

/** The reference client of the WPAD draft of 1999. */
export const draft: ClientKind = {
  name: 'draft',
  title: 'the client that the WPAD draft describes',
  dialect: 'pacparser',
  enabledBy: 'always',
  phases: [
    {
      by: 'dhcp',
      packet: { hardware: 'ethernet', options: [53, 61, 55], parameterList: [252], pad: 300 },
      reads: 'inform',
      milliseconds: 10_000,
      types: ['A'],
      fetch,
      goesOnAfter: ['nothing', 'failed', 'unusable'],
      basis: sourceRead(`${text}: option 252 of the lease, else a DHCPINFORM; about 10 s for each phase`),
    },
    names,
  ],
  variants: {
    'alias-first': {
      says: 'for each domain A, then SRV, then TXT',
      ...sourceRead(`${text}, the list of mechanisms and the worked example`),
      change: (phases) => inOrder(phases, [alias, srv, txt]),
    },
    'alias-second': {
      says: 'for each domain SRV, then A, then TXT',
      ...sourceRead(`${text}, the overview`),
      change: (phases) => inOrder(phases, [srv, alias, txt]),
    },
    'srv-at-wpad': {
      says: 'the SRV record stands at wpad.DOMAIN',
      ...sourceRead(`${text}, the worked example; another section has wpad.tcp.DOMAIN`),
      change: (phases) => inOrder(phases, [{ type: 'SRV', prefix: 'wpad' }, txt, alias]),
    },
  },
  facts: [
    { says: 'SLP comes between DHCP and DNS; it is not asked here, since nobody answers it', ...sourceRead(text) },
    { says: 'the whole search is done again when the file expires by HTTP', ...sourceRead(text) },
    { says: 'no client follows the draft as a whole; the PAC is run as Netscape did', ...weak('no source names one') },
  ],
}
