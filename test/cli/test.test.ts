import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { root, wpadd } from '../support/program.ts'

let folder: ReturnType<typeof mkdtempDisposableSync>
beforeEach(() => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-cases-'))
  write('office.pac', 'function FindProxyForURL(url, host) { return host == "a.test" ? "DIRECT" : "PROXY <p>:1" }\n')
  write('office.cases.yaml', '- { visit: "http://a.test/", expect: DIRECT }\n- { visit: "http://b.test/?x&y", expect: DIRECT }\n')
})
afterEach(() => folder.remove())

const write = (name: string, text: string) => writeFileSync(join(folder.path, name), text)
const test = (...words: string[]) => wpadd(['test', ...words], { cwd: folder.path })

it('every case that differs is printed, whether the PAC, its table or nothing is named', async () => {
  for (const words of [[], ['office.pac'], ['office.cases.yaml']]) {
    expect(await test(...words)).toMatchObject({
      code: 1,
      out: 'office.cases.yaml: 2 cases, 1 not as expected\n  case 2, http://b.test/?x&y: expected DIRECT, got PROXY <p>:1\n',
    })
  }
})

it('cases that are as expected end with 0', async () => {
  expect(await wpadd(['test', 'pac/examples/office.pac'], { cwd: root })).toMatchObject({
    code: 0,
    out: 'pac/examples/office.cases.yaml: 6 cases, all as expected\n',
  })
})

it('a case is decided as its client kind decides it', async () => {
  write('office.pac', 'function FindProxyForURL(url, host) { return url.indexOf("secret") > 0 ? "DIRECT" : "PROXY p:1" }\n')
  write(
    'office.cases.yaml',
    '- { visit: "https://a.test/secret", as: chromium, expect: "PROXY p:1" }\n- { visit: "https://a.test/secret", as: winhttp, expect: DIRECT }\n',
  )
  expect((await test()).code).toBe(0)
})

it('a report for CI systems names the case that differs', async () => {
  await test('--junit', 'report.xml')
  expect(readFileSync(join(folder.path, 'report.xml'), 'utf8')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="office.cases.yaml" tests="2" failures="1" errors="0">
    <testcase name="1 http://a.test/"/>
    <testcase name="2 http://b.test/?x&amp;y"><failure message="expected DIRECT, got PROXY &lt;p&gt;:1"/></testcase>
  </testsuite>
</testsuites>
`)
})

it('a table or a PAC that cannot be read is said, and the other tables are run', async () => {
  write('broken.cases.yaml', '- { visit: 7 }\n')
  write('alone.cases.yaml', '- { visit: "http://a.test/", expect: DIRECT }\n')
  const { code, out } = await test('--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    tables: [
      {
        file: 'alone.cases.yaml',
        cases: 0,
        problem: expect.stringContaining('alone.pac: cannot be read (there is no such file)'),
      },
      { file: 'broken.cases.yaml', cases: 0, problem: expect.stringContaining('case 1, visit: is not a URL') },
      {
        file: 'office.cases.yaml',
        cases: 2,
        failed: [{ index: 2, visit: 'http://b.test/?x&y', expect: 'DIRECT', got: 'PROXY <p>:1' }],
      },
    ],
  })
  expect((await test('--junit', 'report.xml')).code).toBe(1)
  expect(readFileSync(join(folder.path, 'report.xml'), 'utf8')).toContain('<testcase name="the table"><error message=')
})

it('a folder without case tables is misuse', async () => {
  using empty = mkdtempDisposableSync(join(tmpdir(), 'wpadd-cases-'))
  expect(await wpadd(['test'], { cwd: empty.path })).toMatchObject({
    code: 2,
    err: expect.stringContaining('no *.cases.yaml below'),
  })
})
