/**
 * How each kind of client runs the PAC that it finds. Kinds that are older than their engine (`draft`: what a text of 1999 describes)
 * or have an engine of their own that nobody has measured (`proxy-vole`) stand with the closest known one. The dialects are in dialect.ts.
 */
export const dialectOfKind = {
  draft: 'pacparser',
  ie5: 'winhttp',
  ie6: 'winhttp',
  ie7: 'winhttp',
  winhttp: 'winhttp',
  windows10: 'winhttp',
  'chromium-windows': 'chromium',
  chromium: 'chromium',
  'firefox-windows': 'firefox',
  firefox: 'firefox',
  macos: 'macos',
  ios: 'macos',
  kde: 'kde',
  libproxy: 'libproxy',
  jdk: 'winhttp',
  'proxy-vole': 'pacparser',
  dotnet: 'winhttp',
  wine: 'winhttp',
  android: 'chromium',
} as const

/** A kind of client, by the name under which `discover` knows it too. */
export type KindName = keyof typeof dialectOfKind
