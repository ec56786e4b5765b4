import { once } from 'node:events'
import { mkdtempDisposableSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Admin, openAdmin } from '../../src/admin/admin.ts'
import { ownCertificate } from '../../src/admin/certificate/own-certificate.ts'
import { type Certificate, readCertificate } from '../../src/admin/certificate/read-certificate.ts'
import type { PagesOptions } from '../../src/admin/options.ts'
import { branch } from './open-app.ts'

const view = { version: '0.1.0', sites: [branch] }
const well = { metrics: async () => 'wpadd_up 1\n', health: async () => ({ ok: true, detail: 'ok' }) }
const day = 24 * 3600_000

let folder: ReturnType<typeof mkdtempDisposableSync>
beforeEach(() => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-https-'))
})
afterEach(() => folder.remove())

function listening(address: string, more: Partial<PagesOptions> = {}): PagesOptions {
  return { listen: [{ address, port: 0 }], allow: [], store: { path: join(folder.path, 'wpadd.db') }, ...more }
}

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

// whatever the certificate says: who signed it is not the question here
async function ask(admin: Admin, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  const { port } = admin.endpoints[0]!
  const method = body === undefined ? 'GET' : 'POST'
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false, rejectUnauthorized: false })
  asked.end(body)
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }
}

// Node's own client writes the address for an empty Host
async function askWithoutHost(admin: Admin): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: admin.endpoints[0]!.port, rejectUnauthorized: false })
  socket.end('GET /healthz HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n')
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

async function fingerprintAt(admin: Admin): Promise<string> {
  const socket: TLSSocket = connect({ host: '127.0.0.1', port: admin.endpoints[0]!.port, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { fingerprint256 } = socket.getPeerCertificate()
  socket.destroy()
  return fingerprint256
}

async function given(
  name: string,
  names: readonly string[],
): Promise<{ certificate: Certificate; tls: { certificate: string; key: string } }> {
  const listen = [{ address: '127.0.0.1', port: 0 }]
  const certificate = await ownCertificate(undefined, { listen, allow: [], names: [...names] }, Date.now())
  const tls = { certificate: join(folder.path, `${name}.crt`), key: join(folder.path, `${name}.key`) }
  writeFileSync(tls.key, certificate.key)
  writeFileSync(tls.certificate, certificate.cert)
  return { certificate, tls }
}

describe('a listener that is not loopback', () => {
  it('is HTTPS with a certificate that wpadd makes once, and keeps beside the database for its owner alone', async () => {
    const notes: string[] = []
    await using admin = await openAdmin(listening('0.0.0.0'), view, well, (_, text) => notes.push(text))
    const fingerprint = await fingerprintAt(admin)
    expect(admin.isLocal).toBe(false)
    expect(statSync(join(folder.path, 'admin.key')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder.path, 'wpadd.db')).mode & 0o777).toBe(0o600)
    await expect.poll(() => notes.join()).toContain(fingerprint)
    expect((await ask(admin, '/sign-in')).body).toContain(fingerprint)
    await admin[Symbol.asyncDispose]()
    await using again = await openAdmin(listening('0.0.0.0'), view, well)
    expect(await fingerprintAt(again)).toBe(fingerprint)
  })

  it('has no sign-in link: it is void and the page does not speak of it', async () => {
    await using admin = await openAdmin(listening('0.0.0.0'), view, well)
    const { searchParams } = new URL(admin.signInLink)
    expect(
      (await ask(admin, '/sign-in', { 'content-type': 'application/x-www-form-urlencoded' }, String(searchParams))).status,
    ).toBe(403)
    expect((await ask(admin, '/')).body).not.toContain('one-time')
  })

  it('signs in with a cookie that no plain page can set, and has browsers stay with HTTPS', async () => {
    await using admin = await openAdmin(listening('0.0.0.0', { names: ['page.example.com'] }), view, well)
    const form = new URLSearchParams({ name: 'admin', password: admin.firstPassword ?? '' })
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      host: 'page.example.com',
      origin: 'https://page.example.com',
    }
    const signedIn = await ask(admin, '/sign-in', headers, String(form))
    expect(signedIn.status).toBe(303)
    expect(signedIn.headers['set-cookie']?.[0]).toMatch(/^__Host-wpadd=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(signedIn.headers['strict-transport-security']).toMatch(/^max-age=\d+$/)
    const cookie = signedIn.headers['set-cookie']![0]!.split(';')[0]!
    expect((await ask(admin, '/sites', { cookie, host: 'page.example.com' })).status).toBe(200)
    expect((await ask(admin, '/sites', { cookie: cookie.replace('__Host-', ''), host: 'page.example.com' })).status).toBe(401)
    expect((await ask(admin, '/sign-in', { ...headers, origin: 'http://page.example.com' }, String(form))).status).toBe(403)
  })

  it('does not pin a name at which clients fetch the PAC over plain HTTP', async () => {
    await using admin = await openAdmin(listening('0.0.0.0', { names: ['wpad.example.com', '192.0.2.10'] }), view, well)
    for (const host of ['wpad.example.com', '192.0.2.10:8443']) {
      const { status, headers } = await ask(admin, '/healthz', { host })
      expect([status, headers['strict-transport-security']]).toEqual([200, undefined])
    }
  })

  it('answers to loopback, to the address that was reached, and to its names', async () => {
    await using admin = await openAdmin(listening('0.0.0.0', { names: ['page.example.com', '2001:db8::10'] }), view, well)
    const status = async (host: string) => (await ask(admin, '/healthz', { host })).status
    for (const host of ['127.0.0.1:1', 'localhost', 'page.example.com:8081', 'PAGE.example.com', '[2001:DB8::10]:443'])
      expect([host, await status(host)]).toEqual([host, 200])
    for (const host of ['evil.example.com', '192.0.2.1', 'page.example.com.evil.example.com', '[2001:db8::11]', 'a b'])
      expect([host, await status(host)]).toEqual([host, expect.toBeOneOf([421, 400])])
    expect(await askWithoutHost(admin)).toMatch(/^HTTP\/1\.1 (421|400) /)
  })

  it('takes TLS 1.2 and newer', async () => {
    await using admin = await openAdmin(listening('0.0.0.0'), view, well)
    const port = admin.endpoints[0]!.port
    const old = connect({ host: '127.0.0.1', port, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', rejectUnauthorized: false })
    await expect(once(old, 'secureConnect')).rejects.toThrow()
    const newer = connect({ host: '127.0.0.1', port, maxVersion: 'TLSv1.2', rejectUnauthorized: false })
    await once(newer, 'secureConnect')
    expect(newer.getProtocol()).toBe('TLSv1.2')
    newer.destroy()
  })
})

describe('a certificate that is given', () => {
  it('is used on loopback too, and replaced when its files change; a bad one is told of, and the good one stays', async () => {
    const first = await given('page', ['one.example.com'])
    const notes: string[] = []
    const options = listening('127.0.0.1', { tls: first.tls })
    await using admin = await openAdmin(options, view, well, (_, text) => notes.push(text))
    expect(await fingerprintAt(admin)).toBe(first.certificate.fingerprint)
    writeFileSync(first.tls.certificate, 'no certificate')
    await expect.poll(() => notes.join()).toContain('certificate refused, the last good one stays')
    expect(await fingerprintAt(admin)).toBe(first.certificate.fingerprint)
    const second = await given('page', ['two.example.com'])
    await expect.poll(() => fingerprintAt(admin)).toBe(second.certificate.fingerprint)
  })

  it('keeps wpadd from opening the page when it is bad at the start', async () => {
    const { tls } = await given('page', [])
    const other = await given('other', [])
    const options = listening('127.0.0.1', { tls: { ...tls, key: other.tls.key } })
    await expect(openAdmin(options, view, well)).rejects.toThrow(/page\.crt and .*other\.key are no certificate with its key/)
    await expect(openAdmin(listening('127.0.0.1', { tls: { ...tls, key: 'gone.key' } }), view, well)).rejects.toThrow(
      /gone\.key cannot be read/,
    )
  })
})

describe('the certificate that wpadd makes', () => {
  const options = { listen: [{ address: '192.0.2.10', port: 443 }], allow: [], names: ['page.example.com', '2001:db8::10'] }

  it('is for its names and addresses, on an elliptic curve', async () => {
    const made = await ownCertificate(folder.path, options, Date.now())
    expect(made.names).toEqual(
      expect.arrayContaining(['192.0.2.10', 'page.example.com', '2001:db8::10', 'localhost', '127.0.0.1']),
    )
    expect(readFileSync(join(folder.path, 'admin.key'), 'utf8')).toContain('PRIVATE KEY')
    const files = { certificate: join(folder.path, 'admin.crt'), key: join(folder.path, 'admin.key') }
    expect(await readCertificate(files)).toEqual(made)
  })

  it('is used again until a month before its end, or until a name is missing', async () => {
    const now = Date.now()
    const made = await ownCertificate(folder.path, options, now)
    expect(await ownCertificate(folder.path, options, now + 700 * day)).toEqual(made)
    const renewed = await ownCertificate(folder.path, options, now + 800 * day)
    expect(renewed.fingerprint).not.toBe(made.fingerprint)
    const more = { ...options, names: [...options.names, 'another.example.com'] }
    expect((await ownCertificate(folder.path, more, now + 800 * day)).names).toContain('another.example.com')
  })
})
