import { describe, expect, it } from 'vitest'
import type { Dialect } from '../../../src/evaluator/dialects/dialect.ts'
import { dialects } from '../../../src/evaluator/dialects/dialect.ts'
import { translate } from '../../../src/evaluator/dialects/languages.ts'

const isTaken = (dialect: Dialect, script: string): boolean => 'text' in translate(dialect, script)

describe('P1: a script is taken or refused as the engine’s compiler does', () => {
  // script; WinHTTP (ECMAScript 3), libproxy (duktape 2.7, asked of the library), KDE (ECMAScript 2016), browsers
  const table: [string, boolean, boolean, boolean][] = [
    ['var a = { b: 1 }; a.b', true, true, true],
    ['var a = { b: 1, }', false, true, true],
    ['var a = [1, 2, ]', true, true, true],
    ['var a = { get b() { return 1 } }', false, true, true],
    ['const a = 1', false, true, true],
    ['let a = 1', false, false, true],
    ['var let = 1; let', true, true, true],
    ['var a = { b, c() {}, [d]: 1 }', false, true, true],
    ['2 ** 3', false, true, true],
    ['0b11 + 0o7', false, true, true],
    ['var a = () => 1', false, false, true],
    ['`a`', false, false, true],
    ['class A {}', false, false, true],
    ['for (var a of b) ;', false, false, true],
    ['function f(a = 1) {}', false, false, true],
    ['function f(...a) {}', false, false, true],
    ['f(...a)', false, false, true],
    ['var { a } = b', false, false, true],
    ['function* f() {}', false, false, true],
    ['/a/u', false, false, true],
    ['/(?<n>a)/', false, false, false],
    ['f(1,)', false, false, false],
    ['async function f() {}', false, false, false],
    ['a?.b', false, false, false],
    ['a ?? b', false, false, false],
    ['try {} catch {}', false, false, false],
    ['#!/bin/pac\n1', false, false, false],
    ['function (', false, false, false],
  ]
  it.each(table)('P1: %s', (script, winhttp, libproxy, kde) => {
    expect({ winhttp: isTaken('winhttp', script), libproxy: isTaken('libproxy', script), kde: isTaken('kde', script) }).toEqual({
      winhttp,
      libproxy,
      kde,
    })
    for (const dialect of ['chromium', 'firefox', 'macos'] as const) expect(translate(dialect, script)).toEqual({ text: script })
  })

  it('P1: const is a var to duktape', () => {
    expect(translate('libproxy', 'const a = "const";\nif (a) { const b = 2 ** 2 }')).toEqual({
      text: 'var   a = "const";\nif (a) { var   b = 2 ** 2 }',
    })
  })

  it('P1: deep nesting is left for the sandbox', () => {
    for (const dialect of ['winhttp', 'kde', 'libproxy'] as const)
      expect(translate(dialect, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toHaveProperty('text')
  })
})

describe('P1: bytes become text as each engine reads them', () => {
  const find = 'function FindProxyForURL() {}'
  const latin1 = Buffer.from(`/* \xe9 */ ${find}`, 'latin1')
  const inText = Buffer.from(`var e = "\xe9"; ${find}`, 'latin1')
  const utf8 = Buffer.from(`var e = "é"; ${find}`)
  const read = (dialect: Dialect, bytes: Uint8Array, contentType = ''): string => {
    const script = dialects[dialect].readScript({ bytes, contentType })
    if ('failed' in script) return `failed: ${script.failed}`
    const translated = translate(dialect, script.text)
    return 'text' in translated ? translated.text : `failed: ${translated.error}`
  }
  const table: [Dialect, Uint8Array, string][] = [
    ['firefox', utf8, `;var e = "é"; ${find}`],
    ['firefox', inText, `;var e = "é"; ${find}`],
    ['winhttp', utf8, `;var e = "Ã©"; ${find}`],
    ['macos', utf8, `;var e = "é"; ${find}`],
    ['macos', latin1, 'failed: syntax'],
    ['kde', utf8, `var e = "Ã©"; ${find}`],
    ['kde', Buffer.from(`\ufeff${find}`), find],
    ['libproxy', utf8, `var e = "é"; ${find}`],
    ['libproxy', latin1, 'failed: syntax'],
    ['pacparser', utf8, `var e = "é"; ${find}`],
    ['pacparser', latin1, `/* \ufffd */ ${find}`],
    ['pacparser', inText, 'failed: a text is not UTF-8'],
    ['pacparser', Buffer.from(`${find}\0(`), find],
    ['pacparser', Buffer.from('\ud83d\ude00 // \u20ac'), '\ud83d\ude00 // \u20ac'],
  ]
  it.each(table)('P1: %s, %#', (dialect, bytes, text) => {
    expect(read(dialect, bytes)).toBe(text)
  })

  it('H5: a script of more than 1 MiB is none to Windows', () => {
    expect(dialects.winhttp.readScript({ bytes: new Uint8Array(1_048_577) })).toMatchObject({ failed: 'memory' })
    expect(dialects.firefox.readScript({ bytes: new Uint8Array(1_048_577) })).toHaveProperty('text')
  })
})
