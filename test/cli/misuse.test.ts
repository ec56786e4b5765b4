import { expect, it } from 'vitest'
import { wpadd } from '../support/program.ts'

const misuse: [string, string[], string][] = [
  ['no command', [], 'wpadd: no command (wpadd --help lists them)'],
  ['an unknown command', ['zonk'], 'wpadd: "zonk" is not a command (wpadd --help lists them)'],
  ['nearly a command', ['chek'], 'wpadd: "chek" is not a command (did you mean check?)'],
  ['a name that every object has', ['constructor'], 'wpadd: "constructor" is not a command (wpadd --help lists them)'],
  ['an unknown option', ['check', '--confg', 'x'], "wpadd: Unknown option '--confg'"],
  ['an option without its value', ['serve', '--config'], "wpadd: Option '--config <value>' argument missing"],
  ['a word too many', ['health', 'now'], "wpadd: Unexpected argument 'now'"],
  ['a log level that is none', ['serve', '--log-level', 'loud'], 'wpadd: --log-level: "loud" is not one of trace, debug'],
  ['eval without a PAC', ['eval'], 'wpadd: no PAC file is named'],
  ['eval without a URL', ['eval', 'x.pac'], 'wpadd: no URL is given'],
  ['eval --batch with a file', ['eval', '--batch', 'x.pac'], 'wpadd: --batch reads requests from standard input'],
  ['a moment that is none', ['eval', 'x.pac', 'http://x/', '--now', 'soon'], 'wpadd: --now: "soon" is not a moment'],
  ['a zone that is none', ['eval', 'x.pac', 'http://x/', '--tz', 'Mars/Base'], 'wpadd: --tz: "Mars/Base" is not a time zone'],
  [
    'an address that is none',
    ['eval', 'x.pac', 'http://x/', '--client-ip', '192.0.2'],
    'wpadd: --client-ip: "192.0.2" is not an IP address',
  ],
  ['a pin that is none', ['eval', 'x.pac', 'http://x/', '--dns', 'name'], 'wpadd: --dns: "name" is not NAME=ADDRESS,ADDRESS'],
  ['a client kind that is none', ['eval', 'x.pac', 'http://x/', '--as', 'netscape'], 'wpadd: --as: '],
]

it.each(misuse)('%s is misuse: it ends with 2, and says why on standard error', async (_, words, why) => {
  const { code, out, err } = await wpadd(words)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.startsWith(why), err).toBe(true)
  expect(err).not.toMatch(/\n\s+at /)
})

it('an option gone wrong in a command leads to the help of that command', async () => {
  expect((await wpadd(['check', '--confg'])).err).toMatch(/\nwpadd check --help says what it takes\n$/)
})
