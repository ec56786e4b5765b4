/** The client kinds that run scripts in the same engine. */
export const jscript = ['ie5', 'ie6', 'ie7', 'winhttp', 'windows10', 'jdk', 'dotnet', 'wine'] as const
export const duktape = ['libproxy'] as const
export const qt = ['kde'] as const
export const chromium = ['chromium', 'chromium-windows', 'android'] as const
export const gecko = ['firefox', 'firefox-windows'] as const
export const apple = ['macos', 'ios'] as const
export const pacparser = ['draft', 'proxy-vole'] as const

/** The functions of Netscape's PACs of 1996, and how many arguments each takes. */
export const netscapeFunctions: Readonly<Record<string, readonly [least: number, most: number]>> = {
  isPlainHostName: [1, 1],
  dnsDomainIs: [2, 2],
  localHostOrDomainIs: [2, 2],
  isResolvable: [1, 1],
  isInNet: [3, 3],
  dnsResolve: [1, 1],
  convert_addr: [1, 1],
  myIpAddress: [0, 0],
  dnsDomainLevels: [1, 1],
  shExpMatch: [2, 2],
  weekdayRange: [1, 3],
  dateRange: [1, 7],
  timeRange: [1, 7],
  alert: [1, 1],
}

/** Microsoft's functions for IPv6. */
export const extendedFunctions: Readonly<Record<string, readonly [least: number, most: number]>> = {
  isResolvableEx: [1, 1],
  isInNetEx: [2, 2],
  dnsResolveEx: [1, 1],
  myIpAddressEx: [0, 0],
  sortIpAddressList: [1, 1],
  getClientVersion: [0, 0],
}

/** How many arguments a PAC function takes; undefined for other names. */
export function arityOf(name: string): readonly [least: number, most: number] | undefined {
  if (Object.hasOwn(netscapeFunctions, name)) return netscapeFunctions[name]
  return Object.hasOwn(extendedFunctions, name) ? extendedFunctions[name] : undefined
}

/** What asks DNS when its first argument is a name. */
export const asksDns: ReadonlySet<string> = new Set([
  'dnsResolve',
  'isResolvable',
  'isInNet',
  'dnsResolveEx',
  'isResolvableEx',
  'isInNetEx',
])

/** What looks at a name without asking anyone. */
export const looksAtNames: ReadonlySet<string> = new Set([
  'isPlainHostName',
  'dnsDomainIs',
  'localHostOrDomainIs',
  'shExpMatch',
  'dnsDomainLevels',
])
