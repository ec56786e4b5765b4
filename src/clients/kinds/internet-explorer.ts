import { documented, reported, weak } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind, NamesPhase, Phase } from '../kind.ts'
import { forestRoot, windowsDhcp, windowsNames, windowsNeighbours, withNames } from './windows-system.ts'

const anyAnswer: Fetch['accepts'] = {
  statuses: 'any',
  redirects: 5,
  withoutScript: 'goes DIRECT',
  type: 'any',
  codings: ['gzip', 'deflate'],
  byteOrderMarks: ['utf-8', 'utf-16'],
  shortBody: true,
  reasonPhrase: false,
}

function explorerFetch(userAgent: string): Fetch {
  return {
    head: ['Accept: */*', `User-Agent: ${userAgent}`, 'Host: {host}', 'Connection: Keep-Alive'],
    milliseconds: 30_000,
    accepts: anyAnswer,
    basis: reported("Chromium's source says of IE 7 that it looks at neither status nor media type; header lines from logs"),
  }
}

// what stands in Host no source settles; old reports have the address
const byAddress = { host: 'the address' } as const

const ie5Fetch: Fetch = { ...explorerFetch('Mozilla/4.0 (compatible; MSIE 5.0; Win32)'), ...byAddress }
const ie6Fetch: Fetch = { ...explorerFetch('Mozilla/4.0 (compatible; MSIE 6.0; Win32)'), ...byAddress }
const ie7Fetch = explorerFetch('Mozilla/5.0 (compatible; IE 11.0; Win32; Trident/7.0)')

// It strips the labels itself, and asks for IPv4 alone.
function oldNames(fetch: Fetch, source: string): NamesPhase {
  const names = { by: 'devolution', from: 'own domain', downTo: { labels: 2 }, means: 'one URL' } as const
  return { ...windowsNames(fetch), names, types: ['A'], basis: documented(source) }
}

const cacheFact = {
  says: 'the proxy is kept for each host until the end of the session, so a rule that looks at the path does not work',
  ...documented('Microsoft KB 271361'),
}

/** Internet Explorer 5.0. */
export const ie5: ClientKind = {
  name: 'ie5',
  title: 'Internet Explorer 5.0',
  dialect: 'winhttp',
  enabledBy: '"Automatically detect settings"',
  phases: [
    windowsDhcp('2000', ie5Fetch),
    oldNames(ie5Fetch, 'Microsoft KB 247333: stops when the name has three labels, which under co.uk is outside'),
    windowsNeighbours('nbns', ie5Fetch),
  ],
  variants: {
    'windows-98': {
      says: 'runs on Windows 98 SE',
      ...reported('fingerprints of Fingerbank'),
      change: (phases) => phases.map((phase) => (phase.by === 'dhcp' ? windowsDhcp('98', ie5Fetch) : phase)),
    },
  },
  facts: [
    { says: 'the Host header is the address', ...weak('old reports; no source settles it') },
    { says: 'a DHCP answer ends the search, even when its URL is dead', ...reported('Microsoft AskIE blog 2008') },
    { says: 'an old copy of the file is used when the server is down', ...documented('Microsoft KB 300534') },
  ],
}

/** Internet Explorer 5.01 to 6. */
export const ie6: ClientKind = {
  name: 'ie6',
  title: 'Internet Explorer 5.01 to 6 on Windows 2000 and XP',
  dialect: 'winhttp',
  enabledBy: '"Automatically detect settings" (on by default)',
  phases: [
    windowsDhcp('xp', ie6Fetch),
    oldNames(ie6Fetch, 'Microsoft KB 247333 and KB 829643, CVE-2007-5355: the primary suffix, down to two labels'),
    windowsNeighbours('nbns', ie6Fetch),
  ],
  variants: {
    'drops-last-character': {
      says: 'drops the last character of a DHCP URL that no NUL ends, and asks for /wpad.da (6.0.2900.2180, XP SP2)',
      ...reported('wpad.offline.co.za; said to be Microsoft KB 307502'),
      change: (phases) => phases.map((phase) => (phase.by === 'dhcp' ? { ...phase, dropsLastCharacter: true } : phase)),
    },
  },
  facts: [
    cacheFact,
    { says: 'the Host header is the address', ...weak('old reports; no source settles it') },
    { says: 'a DHCP answer ends the search, even when its URL is dead', ...reported('Microsoft AskIE blog 2008') },
  ],
}

const ie7Phases: Phase[] = [
  windowsDhcp('7', ie7Fetch),
  {
    ...windowsNames(ie7Fetch),
    asksAnyway: true,
    basis: reported('Microsoft asiatech blog 2012: DNS is asked though DHCP has answered, and its answer ignored'),
  },
  windowsNeighbours('llmnr', ie7Fetch),
  windowsNeighbours('nbns', ie7Fetch),
]

/** Internet Explorer 7 to 11. */
export const ie7: ClientKind = {
  name: 'ie7',
  title: 'Internet Explorer 7 to 11 on Windows Vista to 8.1',
  dialect: 'winhttp',
  enabledBy: '"Automatically detect settings" (on by default)',
  phases: ie7Phases,
  variants: {
    'forest-root': forestRoot,
    'wpad-com': {
      says: 'devolves below two labels, to wpad.com',
      ...weak('one copy of a Microsoft blog lists it; KB 247333 and the policy text stop at two labels'),
      change: (phases) => withNames(phases, { downTo: { labels: 1 } }),
    },
    'ms16-077': {
      says: 'asks no neighbours (updates of June 2016 and later)',
      ...reported('CVE-2016-3213; a later capture shows such questions nevertheless'),
      change: (phases) => phases.filter(({ by }) => by === 'dhcp' || by === 'names'),
    },
    'ie11-windows-7': {
      says: 'does not ask DNS when DHCP has answered',
      ...reported('Microsoft asiatech blog 2012, of IE 11 on Windows 7'),
      change: (phases) =>
        phases.map((phase) => {
          if (phase.by !== 'names') return phase
          const { asksAnyway: _, ...rest } = phase
          return rest
        }),
    },
  },
  facts: [
    cacheFact,
    { says: 'the Host header is wpad', ...weak('no source settles it') },
    {
      says: 'after some failures Windows 7 stops looking on a network until WpadDecision is deleted from the registry',
      ...weak('one blog, without the number of attempts'),
    },
    { says: 'FindProxyForURLEx is called instead of FindProxyForURL where it is defined', ...documented('Microsoft Learn') },
  ],
}
