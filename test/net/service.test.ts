import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Endpoint, Listener } from '../../src/net/endpoint.ts'
import { service } from '../../src/net/service.ts'

async function listen({ port }: { port: number }): Promise<Listener> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const endpoints = [server.address() as Endpoint]
  return { endpoints, [Symbol.asyncDispose]: async () => void (await new Promise((closed) => server.close(closed))) }
}

describe('a service that follows its options', () => {
  it('stays as it is while they do, and is replaced when they differ', async () => {
    await using web = service('http', listen)
    await web.follow({ port: 0 })
    const first = web.listener
    await web.follow({ port: 0 })
    expect(web.listener).toBe(first)
    await using free = await listen({ port: 0 })
    const port = free.endpoints[0]!.port
    await free[Symbol.asyncDispose]()
    await web.follow({ port })
    expect(web.listener?.endpoints[0]?.port).toBe(port)
  })

  it('is closed when it is off', async () => {
    await using web = service('http', listen)
    await web.follow({ port: 0 })
    await web.follow(undefined)
    expect(web.listener).toBeUndefined()
  })

  it('goes on as it was when the new options cannot be followed, and says what to do', async () => {
    await using taken = await listen({ port: 0 })
    const { port } = taken.endpoints[0]!
    await using web = service('http', listen)
    await web.follow({ port: 0 })
    await expect(web.follow({ port })).rejects.toThrow(
      `http: 127.0.0.1:${port} is taken by another program (ss -lntup 'sport = :${port}' shows which`,
    )
    expect(web.listener).toBeDefined()
  })
})
