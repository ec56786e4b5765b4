import { findDialect, knownKinds } from '../../evaluator/dialects/dialect.ts'

/** The names that people know, for columns; they are names in every language. */
const titles: Readonly<Record<string, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  winhttp: 'Windows',
  macos: 'macOS',
  libproxy: 'libproxy',
  kde: 'KDE',
  pacparser: 'pacparser',
  windows10: 'Windows 10, 11',
  'chromium-windows': 'Chrome, Edge on Windows',
  'firefox-windows': 'Firefox on Windows',
  ios: 'iOS',
  android: 'Android',
  dotnet: '.NET',
  jdk: 'Java',
  'proxy-vole': 'proxy-vole',
  wine: 'Wine',
  ie5: 'IE 5.0',
  ie6: 'IE 6',
  ie7: 'IE 7 to 11',
  draft: 'WPAD draft',
}

/** The client kinds that a matrix shows when nobody chose. */
export const usualKinds: readonly string[] = ['chromium', 'firefox', 'winhttp', 'macos', 'libproxy']

/** Every kind that can be chosen, the most common first. */
export const offeredKinds: readonly string[] = [
  ...Object.keys(titles).filter((name) => findDialect(name) !== undefined),
  ...knownKinds.filter((name) => !Object.hasOwn(titles, name)),
]

/** The head of a kind's column. */
export function kindTitle(name: string): string {
  return titles[name] ?? name
}
