import { Packet } from 'dns2'
import { buildZones, type Zones } from '../../src/dns/zones.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import type { SiteAnswer } from '../../src/sites/find-site.ts'
import type { Site } from '../../src/sites/site.ts'

const revision = { id: '0'.repeat(16), body: Buffer.alloc(0), contentType: '', lastModified: new Date(0), file: undefined }

/** A site for `example.com` with one IPv4 address, but for what is given. */
export function site(given: Partial<Omit<Site, 'subnets'>> & { subnets?: readonly string[] } = {}): SiteAnswer {
  const { subnets = [], ...rest } = given
  const plain = { name: 'everyone', domains: ['example.com'], addresses: ['192.0.2.10'], url: 'http://192.0.2.10/wpad.dat' }
  return { site: { ...plain, ...rest, subnets: subnets.map(parseCidr) }, revision }
}

/** The zones of `site()`. */
export const exampleZones: Zones = buildZones([site()], 300)

interface QueryParts {
  readonly id?: number
  /** The header's second word: RD set, all else clear. */
  readonly flags?: number
  readonly class?: number
  /** QDCOUNT, ANCOUNT, NSCOUNT, ARCOUNT; else as many as there are. */
  readonly counts?: readonly number[]
  /** What follows the question. */
  readonly records?: readonly Uint8Array[]
}

/** A query made by hand. `name` is text, or labels of any bytes. */
export function query(name: string | readonly (string | Buffer)[], type: number, parts: QueryParts = {}): Buffer {
  const { id = 0x1234, flags = 0x0100, records = [], counts = [1, 0, 0, records.length] } = parts
  return Buffer.concat([words(id, flags, ...counts), wire(name), words(type, parts.class ?? 1), ...records])
}

/** An OPT record (RFC 6891). */
export function opt({ size = 1232, version = 0, flags = 0, options = words() } = {}): Buffer {
  return Buffer.concat([Buffer.from([0]), words(41, size), Buffer.from([0, version]), words(flags, options.length), options])
}

/** 16-bit numbers, one after the other. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, i) => {
    bytes.writeUInt16BE(value, i * 2)
  })
  return bytes
}

/** A name in wire format. */
export function wire(name: string | readonly (string | Buffer)[]): Buffer {
  const labels = (typeof name === 'string' ? name.split('.').filter((label) => label !== '') : name).map((label) =>
    Buffer.from(label as string, 'latin1'),
  )
  return Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])])
}

/** A reply as dns2 reads it; fails on anything that it cannot. */
export function decode(bytes: Buffer) {
  const packet = Packet.parse(bytes)
  if (packet.errors.length > 0) throw packet.errors[0]
  return packet
}

/**
 * 65,000 bytes in which 100 records are named by one chain of 8,000 compression pointers. The chain lies in the data of the first
 * record after the question.
 */
export function pointerChain(): Buffer {
  const start = query('wpad.example.com', 1)
  const chainAt = start.length + 11
  const chain = Buffer.alloc(16_000)
  for (let at = 2; at < chain.length; at += 2) chain.writeUInt16BE(0xc000 | (chainAt + at - 2), at)
  const holder = Buffer.concat([Buffer.from([0]), words(0xff00, 1, 0, 0, chain.length), chain])
  const named = Buffer.concat([words(0xc000 | (chainAt + chain.length - 2)), words(0xff00, 1, 0, 0, 0)])
  const message = Buffer.concat([start, holder, ...Array<Buffer>(100).fill(named), Buffer.alloc(65_000)]).subarray(0, 65_000)
  message.writeUInt16BE(101, 10)
  return message
}
