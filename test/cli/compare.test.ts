import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { wpadd } from '../support/program.ts'

const old = `function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  return "PROXY proxy.example.com:3128";
}
`
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wpadd-compare-'))
  writeFileSync(join(folder, 'old.pac'), old)
  writeFileSync(join(folder, 'same.pac'), old.replace('"PROXY ', '"proxy  '))
  writeFileSync(join(folder, 'new.pac'), old.replace('isPlainHostName(host)', 'shExpMatch(host, "*.test") || nothing.here'))
  writeFileSync(
    join(folder, 'access.log'),
    `1286536309.586 921 192.0.2.68 TCP_MISS/200 507 GET http://shop.test/ - HIER_DIRECT/203.0.113.7 text/html
1286536310.586 921 192.0.2.68 TCP_MISS/200 507 CONNECT shop.test:443 - HIER_DIRECT/203.0.113.7 -
1286536311.586 921 192.0.2.68 TCP_MISS/200 507 CONNECT shop.test:443 - HIER_DIRECT/203.0.113.7 -
http://intranet/
not a visit
`,
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const compare = (...words: string[]) => wpadd(['compare', ...words], { cwd: folder })

it('lists the URLs whose decision changes, grouped by change, and exits with 1', async () => {
  expect(await compare('old.pac', 'new.pac', '--visits', 'access.log')).toMatchObject({
    code: 1,
    out: `PROXY proxy.example.com:3128 -> DIRECT: 2 visits, 3 hits
        2  https://shop.test/
        1  http://shop.test/
DIRECT -> fails (exception), goes DIRECT: 1 visit, 1 hit
  the first that fails says: ReferenceError: 'nothing' is not defined (line 2)
        1  http://intranet/
3 of 3 visits change their way
the new PAC fails for 1 (the old one for 0)
1 line is neither URL nor log, such as line 5
`,
    err: '',
  })
})

it('exits with 0 when every decision is the same, however it is spelt', async () => {
  expect(await compare('old.pac', 'same.pac', '--visits', 'access.log')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^0 of 3 visits change their way$/m),
  })
})

it('gives a program the same as JSON', async () => {
  const { code, out } = await compare('old.pac', 'new.pac', '--visits', 'access.log', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    changes: [
      { before: 'PROXY proxy.example.com:3128', after: 'DIRECT', visits: [{ hits: 1 }, { url: 'https://shop.test/', hits: 2 }] },
      { after: 'fails (exception), goes DIRECT' },
    ],
    unchanged: { visits: 0, hits: 0 },
    malformed: 1,
  })
})

it.each([
  [['old.pac'], 'two PAC files are to be named'],
  [['old.pac', 'new.pac'], 'no visits are named'],
  [['old.pac', 'new.pac', 'third.pac', '--visits', 'access.log'], '"third.pac" has no place'],
  [['old.pac', '-', '--visits', '-'], 'standard input can be read once only'],
  [['old.pac', 'new.pac', '--visits', 'none.log'], 'none.log'],
  [['old.pac', 'new.pac', '--visits', 'old.pac'], 'there is no visit in old.pac'],
  [['old.pac', 'new.pac', '--visits', 'access.log', '--as', 'netscape'], '--as: "netscape"'],
])('%j is misuse', async (words, says) => {
  const { code, err } = await compare(...words)
  expect(code).toBe(2)
  expect(err).toContain(says)
})
