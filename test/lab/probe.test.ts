import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { packet, wireOptions } from '../dhcp/packet.ts'
import { capture, readFields } from './capture.ts'
import { onlyOfWpadd, run } from './lab.ts'
import { type ProbeCase, probeCases, senders } from './probe-cases.ts'

/** A reply as test/fixtures/dhcp-peers has it. */
interface Recorded {
  readonly to: string
  readonly flags: number
  readonly hops: number
  readonly secs: number
  readonly ciaddr: string
  readonly yiaddr: string
  readonly siaddr: string
  readonly giaddr: string
  readonly options: readonly string[]
}

interface Seen {
  readonly to: string
  readonly bytes: Buffer
}

const fixture = new URL('../fixtures/dhcp-peers/replies.json', import.meta.url)
const peers: Record<string, Record<string, Recorded | null>> = JSON.parse(readFileSync(fixture, 'utf8'))
const packets = new Map(probeCases.map((each, i) => [each.name, bytesOf(each, i)]))
let replies: Seen[] = []

function bytesOf({ packet: given }: ProbeCase, i: number): Buffer {
  return Buffer.isBuffer(given) ? given : packet({ ...given, xid: 0xab000000 + i })
}

beforeAll(async () => {
  if (inject('labServer') !== 'wpadd') return
  const file = join(inject('labFolder'), 'probe.pcap')
  const stopCapture = await capture('wl-server', file)
  for (const [name, { machine, port, to }] of Object.entries(senders)) {
    const lines = probeCases.filter(({ from }) => from === name).map((each) => packets.get(each.name)!.toString('hex'))
    const list = join(inject('labFolder'), `probe-${port}-${machine}`)
    writeFileSync(list, lines.join('\n'))
    const { code, output } = await run(
      machine,
      30,
      process.execPath,
      `${import.meta.dirname}/send-datagrams.ts`,
      `${port}`,
      to,
      list,
    )
    if (code !== 0) throw new Error(output)
  }
  await stopCapture()
  const fields = ['ip.dst', 'udp.dstport', 'udp.payload']
  replies = readFields(file, 'ip.src == 10.99.0.1 && udp.srcport == 67 && !icmp', fields).map(([address, port, hex]) => ({
    to: `${address}:${port}`,
    bytes: Buffer.from(hex ?? '', 'hex'),
  }))
})

beforeEach(onlyOfWpadd)

const address = (bytes: Buffer, at: number) => [...bytes.subarray(at, at + 4)].join('.')

/** The fields in which servers differ, in the words of the record. */
function fieldsOf(reply: Recorded | undefined | null): Record<string, unknown> {
  if (!reply) return { reply: 'none' }
  const { options, to, flags, hops, secs, ciaddr, yiaddr, siaddr, giaddr } = reply
  const told = (code: number) => options.find((each) => each.startsWith(`${code}=`)) ?? 'none'
  // which URL is a matter of the site
  const values = { 53: told(53), 54: told(54), 61: told(61), 82: told(82), 252: told(252).replace(/http.*/, 'URL') }
  return { reply: 'one', to, flags, hops, secs, ciaddr, yiaddr, siaddr, giaddr, ...values }
}

function recorded({ to, bytes }: Seen, identifier: Buffer | undefined): Recorded {
  const options = wireOptions(bytes).map(([code, value]) => {
    if (code === 53) return `53=${value[0] === 5 ? 'ACK' : value[0]}`
    if (code === 54) return `54=${address(value, 0)}`
    if (code === 252) return `252=${value.toString('latin1')}`
    if (code === 61 && identifier !== undefined && value.equals(identifier)) return "61=the client's"
    return `${code}=${value.toString('hex')}`
  })
  const [flags, hops, secs] = [bytes.readUInt16BE(10), bytes[3]!, bytes.readUInt16BE(8)]
  const addresses = {
    ciaddr: address(bytes, 12),
    yiaddr: address(bytes, 16),
    siaddr: address(bytes, 20),
    giaddr: address(bytes, 24),
  }
  return { to, flags, hops, secs, ...addresses, options }
}

function repliesTo(request: Buffer): Seen[] {
  return request.length < 8 ? [] : replies.filter(({ bytes }) => bytes.subarray(4, 8).equals(request.subarray(4, 8)))
}

it.each(probeCases)(
  'D1 D2 D3 D4 D5 D6 D7 D9 D10 D13 D14 D15 D16: of the probe, $name is answered as it should, and as a known server does or with a reason',
  ({ name, ours, differs }) => {
    const request = packets.get(name)!
    const found = repliesTo(request)
    expect(found.map(({ to }) => to)).toEqual(ours === null ? [] : [ours])
    const known = Object.values(peers[name]!).map(fieldsOf)
    const identifier = request.length > 240 ? wireOptionOf(request, 61) : undefined
    const mine = fieldsOf(found[0] && recorded(found[0], identifier))
    const alone = Object.keys(mine).filter((field) => known.every((peer) => peer[field] !== mine[field]))
    expect(alone).toEqual(Object.keys(differs))
  },
)

/** An option of a request, which may be malformed after it. */
function wireOptionOf(request: Buffer, code: number): Buffer | undefined {
  const at = request.indexOf(Buffer.from([code, 7, 1]), 240)
  return at === -1 ? undefined : request.subarray(at + 2, at + 9)
}

it('D1 D3 D8: every reply of the probe is an ACK with the header of its request, 300 bytes at least, and nothing but ours in it', () => {
  expect(replies.length).toBe(probeCases.filter(({ ours }) => ours !== null).length)
  for (const { to, bytes } of replies) {
    const request = [...packets.values()].find((each) => each.length > 8 && each.subarray(4, 8).equals(bytes.subarray(4, 8)))!
    expect(bytes[0]).toBe(2)
    expect(bytes.subarray(1, 3)).toEqual(request.subarray(1, 3))
    expect(bytes.subarray(28, 44)).toEqual(request.subarray(28, 44))
    expect(bytes.subarray(44, 236)).toEqual(Buffer.alloc(192))
    expect(bytes.length).toBeGreaterThanOrEqual(300)
    const codes = wireOptions(bytes).map(([code]) => code)
    expect(codes.slice(0, 2)).toEqual([53, 54])
    // the second site has a DNS server and a domain to tell, and its clients asked for them
    const also = to.startsWith('10.99.1.') ? [15, 6] : []
    expect(codes.filter((code) => ![53, 54, 252, 61, 82, ...also].includes(code))).toEqual([])
    expect(codes.includes(82)).toBe(codes.at(-1) === 82)
    expect(bytes.readUInt32BE(16)).toBe(0)
  }
})

it('the record has every packet of the probe, and no other', () => {
  expect(probeCases.map(({ name }) => name)).toEqual(Object.keys(peers))
})
