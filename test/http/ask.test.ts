import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { fetchPath } from '../../src/http/ask.ts'
import { pac, serve } from './exchange.ts'

const timeout = 5000

describe('asking as a client', () => {
  it('gets the PAC', async () => {
    await using server = await serve()
    expect(await fetchPath(server.endpoint, '/wpad.dat', { timeout })).toEqual({ status: 200, body: pac })
  })

  it('gets an error as it is', async () => {
    await using server = await serve({ findSite: () => undefined })
    expect(await fetchPath(server.endpoint, '/wpad.dat', { timeout })).toMatchObject({ status: 404 })
  })

  it('speaks for itself where a PROXY header is expected, and gets nothing without', async () => {
    await using server = await serve({}, { proxyProtocol: ['127.0.0.1/32'] })
    expect(await fetchPath(server.endpoint, '/wpad.dat', { timeout, announced: true })).toEqual({ status: 200, body: pac })
    await expect(fetchPath(server.endpoint, '/wpad.dat', { timeout })).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('gives up on a server that says nothing', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { address, port } = silent.address() as AddressInfo
    await expect(fetchPath({ address, port }, '/wpad.dat', { timeout: 50 })).rejects.toThrow()
    silent.close()
  })
})
