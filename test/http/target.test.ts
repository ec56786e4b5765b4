import { expect, it } from 'vitest'
import { isPacPath, readTarget } from '../../src/http/target.ts'
import { cost } from '../support/cost.ts'

it.each([
  ['/wpad.dat', '/wpad.dat', undefined],
  ['/wpad.dat?a=b?c', '/wpad.dat', undefined],
  ['/wpad.dat#x', '/wpad.dat', undefined],
  ['//wpad.dat', '//wpad.dat', undefined],
  ['http://wpad/wpad.dat', '/wpad.dat', 'wpad'],
  ['HTTP://WPAD:80/wpad.dat?x', '/wpad.dat', 'WPAD:80'],
  ['http://[2001:db8::1]:8080/wpad.dat', '/wpad.dat', '[2001:db8::1]:8080'],
  ['https://wpad/wpad.dat', '/wpad.dat', 'wpad'],
  ['http://wpad', '/', 'wpad'],
  ['http://wpad?x', '/', 'wpad'],
  ['http:///wpad.dat', '/wpad.dat', ''],
  ['*', '*', undefined],
  ['wpad:443', 'wpad:443', undefined],
  ['', '/', undefined],
])('H1: the target "%s" is the path "%s" at host %s', (target, path, host) => {
  expect(readTarget(target)).toEqual({ path, host })
})

it.each([
  '/wpad.dat',
  '/wpad.da',
  '/proxy.pac',
  '/WPAD.DAT',
  '/Wpad.Da',
  '/PROXY.PAC',
  '//wpad.dat',
  '///proxy.pac',
  '/wpad.dat%00',
  '/wpad.dat%2500',
  '/wpad.dat%252500',
  '/wpad.dat%00%00',
  '/wpad.dat%0a',
  '/wpad.dat%0D%0A',
  '/wpad.dat%20',
  '/wpad.dat%09',
  '/wpad.dat%FF',
  '/wpad.da%00',
  '/proxy.pac%2500',
  '/wpad%2edat',
  '/%77%70%61%64.dat',
])('H1: the PAC is at %s', (path) => {
  expect(isPacPath(path)).toBe(true)
})

it.each([
  '/',
  '',
  '*',
  'wpad.dat',
  '/wpad',
  '/wpad.d',
  '/wpad.data',
  '/wpad.dat.bak',
  '/wpad.dat/',
  '/wpad.dat/x',
  '/wpad.dat%2f',
  '/wpad.dat%41',
  '/wpad.dat%',
  '/wpad.dat%2',
  '/wpad.dat%25',
  '/proxy.pa',
  '/proxy.pac~',
  '/x/wpad.dat',
  '/../wpad.dat',
  '/wpad%00.dat',
  '/favicon.ico',
  '/index.html',
])('H1: there is no PAC at "%s"', (path) => {
  expect(isPacPath(path)).toBe(false)
})

it('8 KiB of junk take no time', () => {
  for (const junk of ['/', '%25', '%2500', '%00x', '%7']) {
    const path = `/wpad.dat${junk.repeat(8000 / junk.length)}x`
    expect(isPacPath(path)).toBe(false)
    expect(cost(() => isPacPath(path))).toBeLessThan(100)
  }
})
