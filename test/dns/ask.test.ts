import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { ask } from '../../src/dns/ask.ts'
import { Type } from '../../src/dns/codes.ts'
import { query, words } from './example.ts'
import { serve } from './sockets.ts'

const name = 'wpad.example.com'

it('gives what a server answers', async () => {
  await using server = await serve()
  const endpoint = server.listener.endpoints[0]!
  expect(await ask(endpoint, name, Type.A, { timeout: 5000 })).toMatchObject({
    rcode: 0,
    authoritative: true,
    truncated: false,
    answers: [{ name, type: Type.A, ttl: 300, value: '192.0.2.10' }],
  })
  expect(await ask(endpoint, 'www.example.org', Type.A, { timeout: 5000 })).toMatchObject({ rcode: 5, answers: [] })
})

it('says that nothing listens', async () => {
  const server = await serve()
  await server[Symbol.asyncDispose]()
  await expect(ask({ address: '127.0.0.1', port: server.port }, name, Type.A, { timeout: 5000 })).rejects.toThrow(
    `127.0.0.1:${server.port} refuses: nothing listens there`,
  )
})

/** A server that answers each query with what `answers` makes of it. */
async function fake(answers: (request: Buffer) => readonly Buffer[]) {
  const socket = createSocket('udp4')
  socket.on('message', (request, from) => {
    for (const answer of answers(request)) socket.send(answer, from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { address: '127.0.0.1', port: socket.address().port, [Symbol.dispose]: () => socket.close() }
}

it('says that no answer came', async () => {
  using silent = await fake(() => [])
  await expect(ask(silent, name, Type.A, { timeout: 50 })).rejects.toThrow('gave no answer within 50 ms')
})

it('passes over answers to something else', async () => {
  using server = await fake((request) => {
    const id = request.readUInt16BE(0)
    const other = query(name, Type.A, { id: id ^ 1, flags: 0x8405 })
    return [
      Buffer.from([1]),
      other,
      query('www.example.org', Type.A, { id, flags: 0x8405 }),
      query(name, Type.A, { id, flags: 0x8403 }),
    ]
  })
  expect(await ask(server, name, Type.A, { timeout: 5000 })).toMatchObject({ rcode: 3 })
})

it('says that an answer cannot be read', async () => {
  using server = await fake((request) => [words(request.readUInt16BE(0), 0x8400, 0, 1, 0, 0)])
  await expect(ask(server, name, Type.A, { timeout: 5000 })).rejects.toThrow('gave an answer that cannot be read: answers[0]')
})
