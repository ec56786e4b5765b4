import { randomInt } from 'node:crypto'
import type { Endpoint } from '../net/endpoint.ts'
import type { Link } from '../net/links.ts'
import { type Inquiry, madeUpName, type Question } from '../net/name-claim.ts'
import type { FindSite } from '../sites/find-site.ts'
import { Type } from './codes.ts'
import { decodeReply, encodeQuery } from './message.ts'

/**
 * Asks a link by LLMNR or mDNS who has `name`, as any client would. An answer with the addresses that we would give ourselves there
 * is none of a rival: a second server for the same site.
 */
export function dnsInquiry(via: 'llmnr' | 'mdns', to: Endpoint, name: string, link: Link, findSite: () => FindSite): Inquiry {
  const ours = () => findSite()({ via, client: link.addresses[0]!.address })?.site.addresses ?? []
  const nobodys = name.replace('wpad', madeUpName())
  return {
    to,
    name: question(name, (address) => !ours().includes(address)),
    madeUp: question(nobodys, () => true),
  }
}

function question(name: string, matters: (address: string) => boolean): Question {
  const id = randomInt(1, 0x10000)
  return {
    query: plainQuery(id, name),
    read(answer) {
      const addresses = addressesIn(answer, id, name).filter(matters)
      return addresses.length === 0 ? undefined : `${name} is ${addresses.slice(0, 4).join(', ')} there`
    },
  }
}

function addressesIn(answer: Buffer, id: number, name: string): string[] {
  try {
    const reply = decodeReply(answer)
    if (reply.id !== id) return []
    return reply.answers
      .filter((record) => record.name.toLowerCase() === name && (record.type === Type.A || record.type === Type.AAAA))
      .map(({ value }) => value)
  } catch {
    return []
  }
}

// without RD, which LLMNR has no place for, and without OPT, which mDNS does not use
function plainQuery(id: number, name: string): Buffer {
  const bytes = encodeQuery(id, name, Type.A, 0)
  const withoutOpt = bytes.subarray(0, bytes.length - 11)
  withoutOpt.writeUInt16BE(0, 2)
  withoutOpt.writeUInt16BE(0, 10)
  return withoutOpt
}
