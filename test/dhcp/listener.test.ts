import { spawn } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { decodeReply, encodeInform } from '../../src/dhcp/inform.ts'
import { openDhcp } from '../../src/dhcp/listener.ts'
import type { Sighting } from '../../src/events/sighting.ts'
import type { Endpoint } from '../../src/net/endpoint.ts'
import { type FindSite, siteFinder } from '../../src/sites/find-site.ts'
import { answerOf, everyone, optionsFrom, url } from './context.ts'
import { packet } from './packet.ts'

async function open(section: object = {}, findSite: () => FindSite = () => everyone) {
  const sightings: Sighting[] = []
  const report = (sighting: Sighting) => void sightings.push(sighting)
  const listener = await openDhcp(optionsFrom({ listen: ['127.0.0.1:0'], ...section }), findSite, report)
  return {
    sightings,
    endpoints: listener.endpoints,
    at: listener.endpoints[0]!,
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  }
}

async function client(address = '127.0.0.1'): Promise<Socket & AsyncDisposable> {
  const socket = createSocket('udp4')
  socket.bind(0, address)
  await once(socket, 'listening')
  return Object.assign(socket, {
    [Symbol.asyncDispose]: () => new Promise<void>((done) => socket.close(() => done())),
  })
}

/** Sends the packets, then an INFORM, and gives what comes back first: each packet before was not answered. */
async function askAfter(socket: Socket, to: Endpoint, packets: readonly Buffer[] = [], address = '127.0.0.1') {
  const answered = once(socket, 'message')
  for (const bytes of [...packets, encodeInform({ xid: 77, clientAddress: address })]) socket.send(bytes, to.port, to.address)
  const [bytes, source] = await answered
  return { reply: decodeReply(bytes, 77), source: source as Endpoint, bytes: bytes as Buffer }
}

describe('the listener', () => {
  it('D1 D9: answers on a real socket, from the address that was asked, with one sighting', async () => {
    await using dhcp = await open()
    await using socket = await client()
    const { reply, source, bytes } = await askAfter(socket, dhcp.at)
    expect(reply).toMatchObject({ ciaddr: '127.0.0.1', serverIdentifier: '127.0.0.1', proxyAutoconfig: url })
    expect(bytes).toHaveLength(300)
    expect(source).toMatchObject(dhcp.at)
    const seen = { via: 'dhcp', client: '127.0.0.1', answered: true, outcome: 'ack', detail: 'INFORM' }
    const told = { site: 'branch', told: url }
    await expect.poll(() => dhcp.sightings).toEqual([{ ...seen, ...told, milliseconds: expect.any(Number) }])
  })

  it('D4 D9: answers other loopback addresses, asked at another one', async () => {
    await using dhcp = await open({ listen: ['127.0.0.3:0', '0.0.0.0:0'] })
    await using socket = await client('127.0.0.2')
    for (const { port } of dhcp.endpoints) {
      const { reply } = await askAfter(socket, { address: '127.0.0.3', port }, [], '127.0.0.2')
      expect(reply?.proxyAutoconfig).toBe(url)
      expect(reply?.serverIdentifier).toMatch(/^127\./)
    }
  })

  it('D2 D10 D13 D14: garbage and other messages get no answer, one sighting each, and do not stop it', async () => {
    await using dhcp = await open()
    await using socket = await client()
    const relayed = packet({ ciaddr: '127.0.0.9', giaddr: '192.0.2.254' })
    const junk = [Buffer.alloc(0), Buffer.from([1]), Buffer.alloc(300), Buffer.alloc(60_000, 0xff), packet({ op: 2 })]
    const { reply } = await askAfter(socket, dhcp.at, [...junk, packet({ type: 1, vendorClass: '\n<b>' }), relayed])
    expect(reply?.proxyAutoconfig).toBe(url)
    await expect.poll(() => dhcp.sightings).toHaveLength(8)
    expect(dhcp.sightings.map(({ outcome, detail, unusual = false }) => [outcome, unusual, detail])).toEqual([
      ['too short', true, '0 bytes'],
      ['too short', true, '1 bytes'],
      ['bad cookie', true, '300 bytes'],
      ['bad hardware address length', true, '60000 bytes'],
      ['not a request', true, 'INFORM MSFT 5.0'],
      ['not an INFORM', false, 'DISCOVER ?<b>'],
      ['unanswerable client', true, 'INFORM MSFT 5.0 by relay 192.0.2.254'],
      ['ack', false, 'INFORM'],
    ])
  })

  it('answers the same request again, and by the rule of a reload', async () => {
    let findSite = everyone
    await using dhcp = await open({}, () => findSite)
    await using socket = await client()
    const first = await askAfter(socket, dhcp.at)
    expect(first.reply?.proxyAutoconfig).toBe(url)
    expect((await askAfter(socket, dhcp.at)).bytes).toEqual(first.bytes)
    findSite = siteFinder([answerOf({ url: 'http://192.0.2.2/wpad.dat' })])
    expect((await askAfter(socket, dhcp.at)).reply?.proxyAutoconfig).toBe('http://192.0.2.2/wpad.dat')
    await expect.poll(() => dhcp.sightings.map(({ outcome }) => outcome)).toEqual(['ack', 'ack', 'ack'])
  })

  it('D13: a client over its limit gets silence, counted, while another is answered', async () => {
    await using dhcp = await open({ rateLimit: { perClient: 2 } })
    await using one = await client('127.0.0.2')
    await using other = await client('127.0.0.3')
    const inform = (xid: number) => encodeInform({ xid, clientAddress: '127.0.0.2' })
    for (let xid = 1; xid <= 5; xid++) one.send(inform(xid), dhcp.at.port, dhcp.at.address)
    await expect.poll(() => dhcp.sightings).toHaveLength(5)
    const outcomes = () => dhcp.sightings.map(({ outcome, answered, unusual = false }) => [outcome, answered, unusual])
    const over = ['rate limit of this client', false, true]
    expect(outcomes()).toEqual([['ack', true, false], ['ack', true, false], over, over, over])
    expect((await askAfter(other, dhcp.at, [], '127.0.0.3')).reply?.proxyAutoconfig).toBe(url)
  })

  it('D13: what gets no answer does not count for the limit', async () => {
    await using dhcp = await open({ rateLimit: { perClient: 1, overall: 1 } })
    await using socket = await client()
    const junk = Array.from({ length: 20 }, (_, i) => packet({ type: 1, xid: i }))
    expect((await askAfter(socket, dhcp.at, junk)).reply?.proxyAutoconfig).toBe(url)
  })

  it('goes on when the rule throws, and says so', async () => {
    const broken = () => {
      throw new Error('no snapshot')
    }
    await using dhcp = await open({}, broken)
    await using socket = await client()
    socket.send(encodeInform({ xid: 1, clientAddress: '127.0.0.1' }), dhcp.at.port, dhcp.at.address)
    const seen = { answered: false, outcome: 'internal error', unusual: true, detail: 'no snapshot' }
    await expect.poll(() => dhcp.sightings).toMatchObject([seen])
  })

  it.each(['127.0.0.1', '0.0.0.0'])('rejects with EADDRINUSE at a taken port: %s', async (address) => {
    await using taken = await open({ listen: [`${address}:0`] })
    const again = open({ listen: [`${address}:${taken.at.port}`] })
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE', syscall: 'bind' })
  })

  it('closes what it had opened when a later socket cannot be', async () => {
    await using taken = await open()
    const free = `127.0.0.9:${taken.at.port}`
    await expect(open({ listen: [free, `127.0.0.1:${taken.at.port}`] })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await using again = await open({ listen: [free] })
    expect(again.endpoints).toEqual([{ address: '127.0.0.9', port: taken.at.port }])
  })

  it('rejects with EADDRNOTAVAIL at an address that is not ours', async () => {
    await expect(open({ listen: ['192.0.2.77:0'] })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
  })

  it('rejects with the reason when systemd handed over nothing', async () => {
    await expect(open({ listen: ['fd:lan'] })).rejects.toThrow('fd:lan: systemd handed over no sockets')
  })

  it('D9: serves a socket that systemd hands over', async () => {
    const given = await client()
    const { port } = given.address()
    const environment = 'LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=lan'
    const child = spawn('sh', ['-c', `${environment} exec "${process.execPath}" serve-handed-over.ts`], {
      cwd: import.meta.dirname,
      stdio: ['pipe', 'pipe', 'inherit', descriptorOf(given)],
    })
    given.close()
    const [endpoints] = await once(child.stdout!, 'data')
    expect(JSON.parse(endpoints)).toEqual([{ address: '127.0.0.1', port }])
    await using socket = await client()
    const { reply } = await askAfter(socket, { address: '127.0.0.1', port })
    expect(reply?.proxyAutoconfig).toBe(url)
    child.stdin!.end()
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})

/** The descriptor of a socket, for a child process to inherit; dgram keeps it to itself. */
function descriptorOf(socket: Socket): number {
  const state = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'state symbol')!
  return (socket as unknown as Record<symbol, { handle: { fd: number } }>)[state]!.handle.fd
}
