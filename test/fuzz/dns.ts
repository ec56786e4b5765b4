import { readdirSync, readFileSync } from 'node:fs'
import { type DnsAsker, largestMultiple, type Reply, respond, slipped, type Transport } from '../../src/dns/respond.ts'
import { largestDatagram } from '../../src/dns/write-reply.ts'
import { buildZones } from '../../src/dns/zones.ts'
import { decode, site } from '../dns/example.ts'

const folder = new URL('./seeds/dns/', import.meta.url)

/** The messages that the mutations start from. */
export function seeds(): Buffer[] {
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(name, folder)))
}

const addresses = Array.from({ length: 60 }, (_, i) => (i < 40 ? `192.0.2.${i}` : `2001:db8::${i}`))
const zones = buildZones(
  [
    site({ url: 'http://pac.example.org:8080/wpad.dat' }),
    site({ domains: ['example.com', 'branch.example.com'], subnets: ['198.51.100.0/24'], addresses }),
  ],
  300,
)

/** Reads and answers one message, over UDP and TCP; `false` when it gets no answer. Throws when what must always hold does not. */
export function target(bytes: Buffer): boolean {
  const before = Buffer.from(bytes)
  const replies = (['udp', 'tcp'] as const).map((transport) => replyOver(transport, bytes))
  if (!before.equals(bytes)) throw new Error('the message was changed')
  return replies.every((isReply) => isReply)
}

function replyOver(transport: Transport, bytes: Buffer): boolean {
  const asker: DnsAsker = { client: '198.51.100.7', transport, allowed: true }
  // what it cost us, not what else this machine did meanwhile
  const started = process.threadCpuUsage()
  const response = respond(bytes, asker, zones)
  const { user, system } = process.threadCpuUsage(started)
  if (user + system > 50_000) throw new Error(`took ${user + system} us`)
  if (response.kind === 'silence') return false
  check(response, bytes, transport)
  const cut = slipped(bytes, response)
  check(cut, bytes, transport)
  if (cut.bytes.length > bytes.length) throw new Error(`${cut.bytes.length} bytes for ${bytes.length}, beyond the rate limit`)
  return true
}

function check({ bytes, outcome, detail }: Reply, request: Buffer, transport: Transport): void {
  const { header, questions, answers } = decode(bytes)
  if (bytes.readUInt16BE(0) !== request.readUInt16BE(0)) throw new Error('another id')
  if (header.qr !== 1 || header.ra !== 0 || header.z !== 0) throw new Error('a header that no answer of ours has')
  if ((request[2]! & 0x80) !== 0) throw new Error('an answer to an answer')
  if (questions.length > 0 && bytes.compare(request, 12, bytes.length - 12 < 5 ? 12 : 17, 12, 17) !== 0)
    throw new Error('another question')
  if (answers.length > 0 && outcome !== 'noerror') throw new Error(`answers with ${outcome}`)
  if (detail.length > 256) throw new Error(`a detail of ${detail.length} characters`)
  if (transport === 'tcp') return
  if (bytes.length > largestDatagram) throw new Error(`a datagram of ${bytes.length} bytes`)
  if (bytes.length > largestMultiple * request.length) throw new Error(`${bytes.length} bytes for ${request.length}`)
}
