import { once } from 'node:events'
import { createServer, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { dial, statuses } from './exchange.ts'

// What the packages do by themselves, and why listener.ts and parser-path.ts do it instead.

const app = new Hono()
app.get('/wpad.dat', (c) => c.body('pac'))

async function statusOf(head: string, options: ServerOptions = {}, hostname?: string): Promise<string[]> {
  const toApp = getRequestListener(app.fetch, { overrideGlobalObjects: false, ...(hostname === undefined ? {} : { hostname }) })
  const server = createServer(options, toApp).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await using client = await dial({ address: '127.0.0.1', port: (server.address() as AddressInfo).port })
  await client.send(head)
  client.socket.end()
  const text = await client.rest()
  server.close()
  return statuses(text)
}

const tolerant = { requireHostHeader: false }

describe('@hono/node-server', () => {
  it('defect: answers 400 to HTTP/1.0 without Host', async () => {
    expect(await statusOf('GET /wpad.dat HTTP/1.0\r\n\r\n')).toEqual(['400 Bad Request'])
    expect(await statusOf('GET /wpad.dat HTTP/1.0\r\n\r\n', tolerant, 'wpad')).toEqual(['200 OK'])
  })

  it('defect: node answers 400 to HTTP/1.1 without Host, before the adapter is asked', async () => {
    expect(await statusOf('GET /wpad.dat HTTP/1.1\r\nConnection: close\r\n\r\n', {}, 'wpad')).toEqual(['400 Bad Request'])
    expect(await statusOf('GET /wpad.dat HTTP/1.1\r\nConnection: close\r\n\r\n', tolerant, 'wpad')).toEqual(['200 OK'])
  })

  it.each(['a b', 'wpad:abc', '[::1', '[fe80::1%eth0]', 'wp%00ad', 'a/b'])(
    'defect: answers 400 to "Host: %s", and the application never sees it',
    async (host) => {
      const head = `GET /wpad.dat HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
      expect(await statusOf(head, tolerant, 'wpad')).toEqual(['400 Bad Request'])
    },
  )

  it.each(['*', 'http://[::1/wpad.dat', '/a\\b'])('defect: answers 400 to the target %s', async (target) => {
    const head = `GET ${target} HTTP/1.1\r\nHost: wpad\r\nConnection: close\r\n\r\n`
    expect(await statusOf(head, tolerant, 'wpad')).toEqual(['400 Bad Request'])
  })
})

describe('hono', () => {
  it.each(['//wpad.dat', '/WPAD.DAT', '/wpad.dat%00', '/wpad.dat%2500'])('defect: has no route for %s', async (path) => {
    expect((await app.request(path)).status).toBe(404)
  })

  it('defect: text() adds a charset that a PAC must not have', async () => {
    const text = new Hono().get('/', (c) => c.text('pac'))
    expect((await text.request('/')).headers.get('content-type')).toMatch(/charset=utf-8/i)
  })
})

describe('node:http', () => {
  it('defect: a server that listens nowhere does not keep its head time limit', async () => {
    const options = { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 10 }
    const idle = createServer(options)
    const listening = createServer(options).listen(0, '127.0.0.1')
    await once(listening, 'listening')
    const door = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
    await once(door, 'listening')
    door.removeAllListeners('connection').on('connection', (socket) => idle.emit('connection', socket))
    await using late = await dial(door.address() as AddressInfo)
    await using timed = await dial(listening.address() as AddressInfo)
    for (const client of [late, timed]) await client.send('GET / HTTP/1.1\r\n')
    // the one is cut off; the other, older, is still there
    expect(statuses(await timed.rest())).toEqual(['408 Request Timeout'])
    expect(late.socket.destroyed).toBe(false)
    door.close()
    listening.close()
  })
})
