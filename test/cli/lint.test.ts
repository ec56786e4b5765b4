import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { wpadd } from '../support/program.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wpadd-lint-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lint = (text: string, ...words: string[]) => {
  writeFileSync(join(folder, 'office.pac'), text)
  return wpadd(['lint', 'office.pac', ...words], { cwd: folder })
}
const good = 'function FindProxyForURL(url, host) {\n  return "DIRECT";\n}\n'
const bad = `function FindProxyForURL(url, host) {
  let inside = dnsDomainIs(host, "example.com");
  return inside ? DIRECT : "PROXY proxy.example.com:3128";
}
`

it('a good PAC has nothing to mend', async () => {
  expect(await lint(good)).toMatchObject({ code: 0, out: 'office.pac: nothing to mend\n', err: '' })
})

it('each finding has its place, its severity, its rule, its clients and the mend', async () => {
  expect(await lint(bad)).toMatchObject({
    code: 1,
    out: `office.pac:2:3: warning modern-syntax: let: these clients refuse the whole script
    clients: ie5, ie6, ie7, winhttp, windows10, jdk, dotnet, wine, libproxy
    mend: write var
office.pac:2:34: warning dns-domain-dot: dnsDomainIs(host, "example.com") is true of evilexample.com too: it looks at the end of the text
    mend: write ".example.com", and host == "example.com" beside it
office.pac:3:19: error undeclared: DIRECT is not known: the script fails when it comes here
    mend: declare it with var, or write a text in quotes
office.pac: 1 error, 2 warnings
`,
    err: '',
  })
})

it('--json says the same for programs', async () => {
  const { code, out } = await lint(bad, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    file: 'office.pac',
    ok: false,
    findings: [
      {
        rule: 'modern-syntax',
        severity: 'warning',
        line: 2,
        column: 3,
        mend: 'write var',
        kinds: expect.arrayContaining(['winhttp']),
      },
      { rule: 'dns-domain-dot', line: 2, column: 34 },
      { rule: 'undeclared', severity: 'error', line: 3, column: 19 },
    ],
  })
  expect(JSON.parse((await lint(good, '--json')).out)).toEqual({ file: 'office.pac', ok: true, findings: [] })
})

it('a note is no reason to fail', async () => {
  const note = good.replace('return', 'if (timeRange(22, 0, 6, 0)) return "DIRECT";\n  return')
  expect(await lint(note)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/:2:7: note range-wrap: .*\noffice\.pac: 1 note\n$/s),
  })
})

it('a text that is no script is a finding, and so is an empty one', async () => {
  expect(await lint('function (')).toMatchObject({ code: 1, out: expect.stringMatching(/^office\.pac:1:10: error syntax: /) })
  expect(await lint('')).toMatchObject({ code: 1, out: expect.stringMatching(/^office\.pac:1:1: error entry-point: /) })
})

it('- is standard input', async () => {
  expect(await wpadd(['lint', '-'], { input: good })).toMatchObject({ code: 0, out: '-: nothing to mend\n' })
})

it.each([
  [[], /no PAC file is named/],
  [['a.pac', 'b.pac'], /one PAC at a time/],
  [['gone.pac'], /gone\.pac: cannot be read \(there is no such file\)/],
  [['--fix', 'a.pac'], /--fix/],
])('misuse is told apart from findings: %j', async (words, reason) => {
  expect(await wpadd(['lint', ...words])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(reason) })
})
