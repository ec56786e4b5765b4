import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type Admin, openAdmin } from '../../src/admin/admin.ts'
import type { Ask } from '../../src/admin/messages.ts'
import type { PagesOptions } from '../../src/admin/options.ts'
import { formatEndpoint } from '../../src/net/endpoint.ts'
import { branch, cookieOf, filled } from './open-app.ts'

const view = { version: '0.1.0', sites: [branch] }
const well: Ask = { metrics: async () => 'wpadd_up 1\n', health: async () => ({ ok: true, detail: 'ok' }) }
const anyPort: PagesOptions = { listen: [{ address: '127.0.0.1', port: 0 }], allow: [], store: undefined }

function base(admin: Admin): string {
  return `http://${formatEndpoint(admin.endpoints[0]!)}`
}

async function signedIn(admin: Admin, link = admin.signInLink): Promise<Response> {
  const token = new URL(link).searchParams.get('token') ?? ''
  return fetch(`${base(admin)}/sign-in`, { method: 'POST', body: new URLSearchParams({ token }), redirect: 'manual' })
}

describe('the admin thread', () => {
  it('signs in by its link and evaluates', async () => {
    await using admin = await openAdmin(anyPort, view, well)
    expect(admin.signInLink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=[\w-]{43}$/)
    expect((await fetch(admin.signInLink)).status).toBe(200)
    const cookie = cookieOf(await signedIn(admin))
    const page = await fetch(`${base(admin)}/`, { method: 'POST', body: filled({}), headers: { cookie } })
    expect(await page.text()).toContain('1 visit: 1 through proxy.example.com:3128.')
  })

  it('takes requests that do not tell their length: a DELETE without a body, a POST in chunks', async () => {
    await using admin = await openAdmin(anyPort, view, well)
    const headers = { cookie: cookieOf(await signedIn(admin)), 'content-type': 'application/json' }
    const post = (parts: readonly string[]) =>
      fetch(`${base(admin)}/api/v1/tokens`, { method: 'POST', headers, ...inChunks(parts) })
    const made = await post(['{"name":', '"of chunks"}'])
    const { id } = (await made.json()) as { id: string }
    expect((await fetch(`${base(admin)}/api/v1/tokens/${id}`, { method: 'DELETE', headers })).status).toBe(204)
    expect((await post(Array(300).fill(' '.repeat(16_384)))).status).toBe(413)
    expect((await fetch(`${base(admin)}/api/v1/tokens`, { method: 'PATCH', headers })).status).toBe(404)
  })

  it('gives a fresh link when asked, and keeps who is signed in', async () => {
    await using admin = await openAdmin(anyPort, view, well)
    const first = admin.signInLink
    const cookie = cookieOf(await signedIn(admin))
    const second = admin.renewSignIn()
    expect(second).toBe(admin.signInLink)
    expect((await signedIn(admin, first)).status).toBe(403)
    expect((await signedIn(admin, second)).status).toBe(303)
    expect((await fetch(`${base(admin)}/`, { headers: { cookie } })).status).toBe(200)
  })

  it('shows what is published', async () => {
    await using admin = await openAdmin(anyPort, view, well)
    const cookie = cookieOf(await signedIn(admin))
    admin.publish({ version: '0.1.0', sites: [{ ...branch, name: 'renamed' }] })
    const text = await (await fetch(`${base(admin)}/sites`, { headers: { cookie } })).text()
    expect(text).toContain('renamed')
  })

  it('asks the main thread for metrics and health', async () => {
    await using admin = await openAdmin(anyPort, view, well)
    expect(await (await fetch(`${base(admin)}/metrics`)).text()).toBe('wpadd_up 1\n')
    expect(await (await fetch(`${base(admin)}/healthz`)).text()).toBe('ok\n')
  })

  it('answers 503 when the main thread cannot tell', async () => {
    const failing = { metrics: () => Promise.reject(new Error('x')), health: () => Promise.reject(new Error('dns is closed')) }
    await using admin = await openAdmin(anyPort, view, failing)
    const health = await fetch(`${base(admin)}/healthz`)
    expect([health.status, await health.text()]).toEqual([503, 'dns is closed\n'])
    expect((await fetch(`${base(admin)}/metrics`)).status).toBe(503)
  })

  it('answers 503 to who asks while 32 questions are open', async () => {
    const open = Promise.withResolvers<string>()
    await using admin = await openAdmin(anyPort, view, { ...well, metrics: () => open.promise })
    const first = Promise.withResolvers<number>()
    const all = Array.from({ length: 40 }, () =>
      fetch(`${base(admin)}/metrics`).then(({ status }) => {
        first.resolve(status)
        return status
      }),
    )
    expect(await first.promise).toBe(503)
    open.resolve('late\n')
    expect((await Promise.all(all)).filter((status) => status === 200).length).toBeGreaterThan(0)
  })

  it('listens on several addresses', async () => {
    const listen = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, port: 0 }))
    await using admin = await openAdmin({ listen, allow: [], store: undefined }, view, well)
    for (const endpoint of admin.endpoints) expect((await fetch(`http://${formatEndpoint(endpoint)}/healthz`)).status).toBe(200)
  })

  it('answers 400 and goes on when the request is not HTTP or has no Host', async () => {
    await using admin = await openAdmin(anyPort, view, well)
    for (const bytes of ['\0\0\0\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'])
      expect(await spoken(admin, bytes)).toMatch(/^HTTP\/1\.1 400 /)
    expect((await fetch(`${base(admin)}/healthz`)).status).toBe(200)
  })

  it('rejects with the system’s error when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    const listen = [
      { address: '127.0.0.1', port: 0 },
      { address: '127.0.0.1', port },
    ]
    await expect(openAdmin({ listen, allow: [], store: undefined }, view, well)).rejects.toMatchObject({
      code: 'EADDRINUSE',
      syscall: 'listen',
      address: '127.0.0.1',
      port,
    })
    taken.close()
  })

  it('frees its port when it is closed, and says that it has ended', async () => {
    const admin = await openAdmin(anyPort, view, well)
    await admin[Symbol.asyncDispose]()
    await admin.ended
    await expect(fetch(`${base(admin)}/healthz`)).rejects.toThrow()
  })
})

function inChunks(parts: readonly string[]): { readonly body: ReadableStream; readonly duplex: 'half' } {
  const body = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(Buffer.from(part))
      controller.close()
    },
  })
  return { body, duplex: 'half' }
}

async function spoken(admin: Admin, bytes: string): Promise<string> {
  const { address, port } = admin.endpoints[0]!
  const socket = connect(port, address)
  socket.end(bytes)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}
