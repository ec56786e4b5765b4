import { measured, sourceRead } from '../basis.ts'
import type { Acceptance, Fetch } from '../fetch.ts'
import type { ClientKind, NamesPhase, Phase } from '../kind.ts'

const accepts: Acceptance = {
  statuses: 'any',
  redirects: 10,
  withoutScript: 'goes DIRECT',
  type: 'any',
  codings: [],
  byteOrderMarks: ['utf-8'],
  shortBody: false,
  reasonPhrase: false,
}

const fetch: Fetch = {
  head: ['Host: {host}', 'User-Agent: libproxy', 'Accept: */*'],
  milliseconds: 30_000,
  accepts,
  basis: measured('libproxy 0.5.12'),
}

const oldFetch: Fetch = {
  head: ['Host: {host}', 'Accept: application/x-ns-proxy-autoconfig', 'Connection: close'],
  milliseconds: 30_000,
  accepts: { ...accepts, statuses: 'exactly 200', redirects: 0, mostBytes: 8_388_608 },
  basis: measured('libproxy 0.4.18'),
}

const names: NamesPhase = {
  by: 'names',
  names: { by: 'search list', bare: true },
  types: ['A', 'AAAA'],
  resolver: 'glibc',
  milliseconds: 5000,
  fetch,
  goesOnAfter: [],
  basis: measured('libproxy 0.4.18; src/libproxy/px-manager.c of 0.5'),
}

const version03: Phase = {
  ...names,
  names: {
    by: 'devolution',
    from: 'parent domain',
    downTo: { labels: 2, never: ['co.uk', 'com.au'] },
    means: 'each name',
    alone: 'first',
  },
  types: ['A'],
  fetch: oldFetch,
  goesOnAfter: ['nothing', 'failed'],
  basis: sourceRead('libproxy 0.3, wpad_dnsdevolution.c'),
}

/** libproxy, which answers for GNOME's programs. */
export const libproxy: ClientKind = {
  name: 'libproxy',
  title: 'libproxy 0.5, and by it the programs of GNOME (GLib)',
  dialect: 'libproxy',
  enabledBy: 'the desktop\'s proxy "Automatic" with an empty URL, or http_proxy=wpad://',
  phases: [names],
  variants: {
    '0.4': {
      says: 'version 0.4: its own GET without User-Agent, no redirects, status 200 alone',
      ...measured('libproxy 0.4.18'),
      change: () => [{ ...names, fetch: oldFetch }],
    },
    '0.3': {
      says: 'version 0.3: the alias, then the parents of the own domain, which it skips',
      ...sourceRead('libproxy 0.3, wpad_dnsdevolution.c'),
      change: () => [version03],
    },
  },
  facts: [
    { says: 'asks no DHCP', ...measured('libproxy 0.4.18') },
    { says: 'the text of an error page is taken for the script', ...measured('libproxy 0.5.12') },
  ],
}
