import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import dns2 from 'dns2'
import { expect, it } from 'vitest'
import { resolveLive } from '../../src/admin/preview/resolve-live.ts'

const { Packet } = dns2

// a name server that knows one name, and counts what it is asked
async function nameServer() {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (message, { port, address }) => {
    const response = Packet.createResponseFromRequest(Packet.parse(message))
    const [question] = response.questions
    const { name = '', type } = question as { name?: string; type?: number }
    asked.push(name)
    if (name === 'silent.test') return
    if (name === 'www.example.org' && type === Packet.TYPE.A)
      response.answers.push(
        new Packet.Resource({ name, type: Packet.TYPE.A, class: Packet.CLASS.IN, ttl: 1, address: '203.0.113.5' }),
      )
    socket.send(response.toBuffer(), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { server: `127.0.0.1:${socket.address().port}`, asked, [Symbol.dispose]: () => void socket.close() }
}

it('asks the given servers once a name, and finds nothing where there is nothing', async () => {
  using known = await nameServer()
  const resolve = resolveLive([known.server])
  const { signal } = new AbortController()
  expect(await resolve('www.example.org', signal)).toEqual(['203.0.113.5'])
  expect(await resolve('www.example.org', signal)).toEqual(['203.0.113.5'])
  expect(await resolve('gone.test', signal)).toEqual([])
  expect(known.asked.toSorted()).toEqual(['gone.test', 'gone.test', 'www.example.org', 'www.example.org'])
})

it('asks 200 different names at most', async () => {
  using known = await nameServer()
  const resolve = resolveLive([known.server])
  const { signal } = new AbortController()
  // one after the other: a burst may overflow a socket's buffer
  for (let i = 0; i < 250; i++) expect(await resolve(`n${i}.test`, signal)).toEqual([])
  expect(new Set(known.asked).size).toBe(200)
})

it('stops waiting when the run is over', async () => {
  using known = await nameServer()
  const resolve = resolveLive([known.server])
  const run = new AbortController()
  const found = resolve('silent.test', run.signal)
  run.abort()
  expect(await found).toEqual([])
})
