import { documented, reported, sourceRead, weak } from '../basis.ts'
import type { Fetch } from '../fetch.ts'
import type { ClientKind } from '../kind.ts'
import { forestRoot, linkLocal, windowsDhcp, windowsNames } from './windows-system.ts'

const fetch: Fetch = {
  head: ['Connection: Keep-Alive', 'Accept: */*', 'User-Agent: WinHttp-Autoproxy-Service/5.1', 'Host: {host}'],
  milliseconds: 60_000,
  accepts: {
    statuses: '2xx',
    redirects: 10,
    withoutScript: 'goes DIRECT',
    type: 'any',
    mostBytes: 1_048_576,
    codings: [],
    byteOrderMarks: ['utf-8', 'utf-16'],
    shortBody: false,
    reasonPhrase: false,
  },
  basis: weak('1 MB is documented, the User-Agent is seen in logs; which statuses it takes no source says'),
}

const windows10Fetch: Fetch = {
  ...fetch,
  accepts: { ...fetch.accepts, type: 'PAC type or extension' },
  basis: documented('Microsoft KB 4025058 for the media type; the rest as WinHTTP'),
}

const endsFact = {
  says: 'a DHCP answer ends the search, even when its URL is dead: one URL is detected, then it is fetched',
  ...documented('Microsoft Learn, WinHttpDetectAutoProxyConfigUrl'),
}
const hostFact = { says: 'the Host header is wpad', ...weak('no source settles it') }

/** WinHTTP up to Windows 8.1. */
export const winhttp: ClientKind = {
  name: 'winhttp',
  title: 'programs on WinHTTP, Windows XP SP2 to 8.1',
  dialect: 'winhttp',
  enabledBy: 'the program asks for WINHTTP_AUTOPROXY_AUTO_DETECT',
  phases: [windowsDhcp('7', fetch), windowsNames(fetch)],
  variants: { 'forest-root': forestRoot, 'link-local': linkLocal(fetch) },
  facts: [
    endsFact,
    hostFact,
    {
      says: 'URL and script are kept until an address of the host changes',
      ...documented('Microsoft Learn, WinHTTP AutoProxy Cache'),
    },
  ],
}

/** The system's proxy on Windows 10 and 11. */
export const windows10: ClientKind = {
  name: 'windows10',
  title: 'Windows 10 and 11: IE mode, WinINet and WinHTTP by the proxy service',
  dialect: 'winhttp',
  enabledBy: 'Settings > Proxy > "Automatically detect settings" (on by default; DisableWpad=1 ends it)',
  phases: [
    {
      ...windowsDhcp('10', windows10Fetch),
      basis: reported('fingerprints of Satori: 252 is asked with the lease as well, and then no INFORM need be sent'),
    },
    windowsNames(windows10Fetch),
  ],
  variants: { 'forest-root': forestRoot, 'link-local': linkLocal(windows10Fetch) },
  facts: [
    endsFact,
    hostFact,
    {
      says: 'the file needs its media type, or a path that ends in .dat, .js, .pac or .jvs',
      ...documented('Microsoft KB 4025058'),
    },
  ],
}

/** Java with the system's proxies. */
export const jdk: ClientKind = {
  ...winhttp,
  name: 'jdk',
  title: 'Java (java.net.ProxySelector) on Windows',
  enabledBy: '-Djava.net.useSystemProxies=true',
  facts: [
    endsFact,
    hostFact,
    {
      says: 'fetches the file far more often than a browser, since it goes around the cache of the service',
      ...sourceRead('openjdk DefaultProxySelector.c: fAutoLogonIfChallenged is TRUE'),
    },
    { says: 'on Linux and macOS it does no WPAD', ...sourceRead('openjdk DefaultProxySelector') },
  ],
}

/** .NET 5 and later, and .NET Core. */
export const dotnet: ClientKind = {
  ...winhttp,
  name: 'dotnet',
  title: '.NET (HttpClient) on Windows',
  enabledBy: 'the system\'s "Automatically detect settings"',
  facts: [
    endsFact,
    hostFact,
    { says: 'after a failure it does not look again for two minutes', ...sourceRead('dotnet/runtime WinInetProxyHelper.cs') },
    { says: 'on other systems it does no WPAD', ...sourceRead('dotnet/runtime') },
  ],
}
