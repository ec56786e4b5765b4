import { globSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ownCertificate } from '../../src/admin/certificate/own-certificate.ts'
import { type Configured, configText, configured } from '../support/configured.ts'
import { root, wpadd } from '../support/program.ts'

let config: Configured
beforeEach(async () => {
  config = await configured()
})
afterEach(() => config[Symbol.dispose]())

const check = (...words: string[]) => wpadd(['check', '--config', config.file, ...words])

it('a good configuration is well, and its PAC is named', async () => {
  const { code, out, err } = await check()
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/office\.pac: revision \S+, no case table\n.*wpadd\.yaml: all is well\n$/)
})

it('every problem is printed, not the first, each with its line and path', async () => {
  config.write('wpadd.yaml', 'sites:\n  - name: a b\n    subnets: [10.0.0/8]\n    pac: office.pac\ndsn: off\n')
  const { code, out } = await check()
  expect(code).toBe(1)
  expect(out).toMatch(/wpadd\.yaml:2: sites\[0\]\.name: /)
  expect(out).toMatch(/wpadd\.yaml:3: sites\[0\]\.subnets\[0\]: .*did you mean 10\.0\.0\.0\/8\?/)
  expect(out).toMatch(/wpadd\.yaml:5: dsn: .*did you mean dns\?/)
  expect(out).toMatch(/not fit to serve\n$/)
})

it('the cases beside a PAC are run, and the one that fails is named', async () => {
  config.write(
    'office.cases.yaml',
    '- { visit: "http://a.example.org/", expect: "PROXY first.example.com:3128" }\n- { visit: "http://b.example.org/", expect: "DIRECT" }\n',
  )
  const { code, out } = await check()
  expect(code).toBe(1)
  expect(out).toMatch(
    /office\.cases\.yaml: case 2, http:\/\/b\.example\.org\/: expected DIRECT, got PROXY first\.example\.com:3128/,
  )
  config.write('office.cases.yaml', '- { visit: "http://a.example.org/", expect: "PROXY first.example.com:3128" }\n')
  expect(await check()).toMatchObject({ code: 0, out: expect.stringContaining('1 cases') })
})

it('a broken PAC and a broken case table are problems', async () => {
  config.write('office.pac', 'function FindProxyForURL(url, host) {')
  expect(await check()).toMatchObject({ code: 1, out: expect.stringContaining('office.pac') })
  config.write('office.pac', 'function FindProxyForURL() { return "DIRECT"; }')
  config.write('office.cases.yaml', '- { visti: "http://a.example.org/" }\n')
  expect(await check()).toMatchObject({ code: 1, out: expect.stringContaining('office.cases.yaml') })
})

it('--json says the same for programs', async () => {
  const good = JSON.parse((await check('--json')).out)
  expect(good).toMatchObject({ ok: true, problems: [], pacs: [{ file: join(config.folder, 'office.pac'), cases: 0 }] })
  config.write('wpadd.yaml', configText(config.ports, 'subnets: [10.0.0/8]'))
  const bad = await check('--json')
  expect(bad.code).toBe(1)
  expect(JSON.parse(bad.out)).toMatchObject({ ok: false, problems: [expect.stringContaining('10.0.0/8')] })
})

it('a file that is not there is a problem, not a crash', async () => {
  const { code, out } = await wpadd(['check', '--config', join(config.folder, 'gone.yaml')])
  expect(code).toBe(1)
  expect(out).toMatch(/gone\.yaml: cannot be read/)
})

it('without --config it checks the demonstration', async () => {
  expect(await wpadd(['check'])).toMatchObject({ code: 0, out: expect.stringMatching(/office\.pac: revision \S+, 6 cases/) })
})

const examples = globSync('deploy/examples/*.yaml', { cwd: root }).filter((file) => !file.endsWith('.cases.yaml'))

it.each(examples)('the example %s is well, its cases included', async (example) => {
  const { code, out } = await wpadd(['check', '--config', join(root, example)])
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/branch\.pac: revision \S+, 6 cases/) })
})

it('S1: a warning about the configuration is printed, and is no problem', async () => {
  config.write('wpadd.yaml', configText(config.ports).replace(/domains: \[[^\]]*\]/, 'domains: [github.io]'))
  expect(await check()).toMatchObject({ code: 0, out: expect.stringMatching(/^warning: .*"github\.io" is a suffix /m) })
  config.write('wpadd.yaml', configText(config.ports).replace(/domains: \[[^\]]*\]/, 'domains: [com]'))
  expect(await check()).toMatchObject({ code: 1, out: expect.stringContaining('"com" is a public suffix') })
})

it('mistakes in a PAC that clients can still run are counted, and are no problem', async () => {
  config.write('office.pac', 'function FindProxyForURL(url, host) {\n  return "PROXY proxy.example.com";\n}\n')
  const { code, out } = await check()
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^warning: .*office\.pac: a mistake \(wpadd lint .*office\.pac\)$/m),
  })
})

it('a certificate that is missing, or has another key, is a problem', async () => {
  const tls = (certificate: string, key: string) =>
    configText(config.ports).replace(/admin: \{/, `admin: { tls: { certificate: ${certificate}, key: ${key} },`)
  const admin = { listen: [{ address: '127.0.0.1', port: 8081 }], allow: [] }
  for (const name of ['page', 'other']) {
    const { cert, key } = await ownCertificate(undefined, admin, Date.now())
    config.write(`${name}.crt`, cert)
    config.write(`${name}.key`, key)
  }
  config.write('wpadd.yaml', tls('page.crt', 'page.key'))
  expect(await check()).toMatchObject({ code: 0 })
  config.write('wpadd.yaml', tls('page.crt', 'other.key'))
  expect(await check()).toMatchObject({ code: 1, out: expect.stringMatching(/admin\.tls: .*are no certificate with its key/) })
  config.write('wpadd.yaml', tls('gone.crt', 'page.key'))
  expect(await check()).toMatchObject({ code: 1, out: expect.stringMatching(/admin\.tls: .*gone\.crt cannot be read/) })
})
