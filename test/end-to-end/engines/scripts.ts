/** A whole PAC: what happens before its function is asked. Where it works, the answer is the proxy `works.test:8080`. */
export interface WholeScript {
  readonly name: string
  readonly pac: string | Uint8Array
  readonly contentType?: string
}

const find = 'function FindProxyForURL(url, host) { return "PROXY works.test:8080" }'
const comment = (length: number) => `//${'-'.repeat(length - find.length - 3)}\n${find}`

/** Scripts in words that every engine knows. */
export const oldScripts: readonly WholeScript[] = [
  { name: 'as it should be', pac: find },
  { name: 'a function in a variable', pac: 'var FindProxyForURL = function (url, host) { return "PROXY works.test:8080" }' },
  { name: 'no function', pac: 'var notFindProxyForURL = 1' },
  { name: 'the wrong case', pac: 'function findProxyForURL(url, host) { return "PROXY works.test:8080" } // FindProxyForURL' },
  { name: 'not a function', pac: 'var FindProxyForURL = "PROXY works.test:8080"' },
  { name: 'the name in a comment alone', pac: '// FindProxyForURL' },
  { name: 'a bracket that is not closed', pac: 'function FindProxyForURL(url, host) { return "PROXY works.test:8080"' },
  { name: 'HTML', pac: '<html><body>FindProxyForURL</body></html>' },
  { name: 'a throw while it is loaded', pac: `${find}; throw new Error("no")` },
  { name: 'a throw before the function', pac: `nothing.here; ${find}` },
  {
    name: 'a helper of its own',
    pac: `function isPlainHostName() { return true } function FindProxyForURL(url, host) { return isPlainHostName(host) ? "PROXY works.test:8080" : "DIRECT" }`,
  },
  { name: 'recursion without an end', pac: 'function FindProxyForURL(url, host) { return FindProxyForURL(url, host) }' },
  {
    name: 'lines that end as on Windows',
    pac: find.replaceAll(' ', '\r\n').replace('return\r\n', 'return ').replace('PROXY\r\n', 'PROXY '),
  },
  { name: 'a comment of HTML', pac: `<!-- hidden\n${find}\n-->` },
]

/** Scripts whose language, encoding or size not every engine takes. */
export const otherScripts: readonly WholeScript[] = [
  { name: 'empty', pac: '' },
  { name: 'use strict', pac: `"use strict"; ${find.replace('return', 'kept = 1; return')}` },
  { name: 'const', pac: 'const FindProxyForURL = function (url, host) { return "PROXY works.test:8080" }' },
  { name: 'let', pac: 'let FindProxyForURL = (url, host) => "PROXY works.test:8080"' },
  { name: 'a class', pac: 'class FindProxyForURL { static toString() { return "PROXY works.test:8080" } }' },
  { name: 'async', pac: `async ${find}` },
  { name: 'a module', pac: `export ${find}` },
  { name: 'a line for the shell', pac: `#!/usr/bin/env node\n${find}` },
  { name: 'Microsoft’s function alone', pac: find.replace('FindProxyForURL', 'FindProxyForURLEx') },
  { name: 'both functions', pac: `${find.replace('works', 'other').replace('FindProxyForURL', 'FindProxyForURLEx')} ${find}` },
  { name: 'a constant in place of a helper', pac: `const isInNet = 1; ${find}` },
  { name: 'a mark of UTF-8', pac: Buffer.from(`\ufeff${find}`) },
  { name: 'UTF-16', pac: Buffer.from(`\ufeff${find}`, 'utf16le') },
  { name: 'UTF-8 without a charset', pac: Buffer.from(find.replace('return', 'if ("\u00e9".length == 2) return')) },
  {
    name: 'UTF-8 with one',
    pac: Buffer.from(find.replace('return', 'if ("\u00e9".length == 1) return')),
    contentType: 'text/plain; charset=utf-8',
  },
  { name: 'Latin-1', pac: Buffer.from(find.replace('return', 'if ("\u00e9".length == 1) return'), 'latin1') },
  { name: 'an unknown charset', pac: find, contentType: 'text/plain; charset=x-nobody' },
  { name: 'HTML by its type', pac: find, contentType: 'text/html' },
  { name: '1 MiB', pac: comment(1024 * 1024) },
  { name: '1 MiB and a byte', pac: comment(1024 * 1024 + 1) },
]
