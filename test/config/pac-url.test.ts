import { expect, it } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { ConfigError } from '../../src/config/problem.ts'

const withSite = (rest: string, port = 80) =>
  `sites: [{ name: office, addresses: [192.0.2.10, '2001:db8::10'], pac: office.pac${rest} }]\nhttp: { listen: ['0.0.0.0:${port}'] }\n`
const urlOf = (text: string) => parseConfig(text, 'wpadd.yaml').sites[0]?.url

it.each([
  ['', 80, 'http://192.0.2.10/wpad.dat'],
  ['', 8080, 'http://192.0.2.10:8080/wpad.dat'],
  [', url: http://wpad.example.com/other/proxy.pac', 80, 'http://wpad.example.com/other/proxy.pac'],
  [`, url: http://192.0.2.10/${'x'.repeat(900)}`, 80, `http://192.0.2.10/${'x'.repeat(900)}`],
])('W1 W2: the URL of a site with "%s" and HTTP on port %i is plain HTTP to this host, or what is written', (rest, port, url) => {
  expect(urlOf(withSite(rest, port))).toBe(url)
})

it.each([
  ['https://192.0.2.10/wpad.dat', 'is HTTPS'],
  ['ftp://192.0.2.10/wpad.dat', 'is not a URL'],
  ['"http://192.0.2.10/a b.pac"', 'has a space'],
  [`http://192.0.2.10/${'x'.repeat(1024)}`, 'characters long'],
])('W1 W2: %s is no URL of a PAC', (url, reason) => {
  expect(() => urlOf(withSite(`, url: ${url}`))).toThrow(ConfigError)
  expect(() => urlOf(withSite(`, url: ${url}`))).toThrow(reason)
})
