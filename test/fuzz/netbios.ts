import { addressesIn } from '../../src/netbios/message.ts'
import { respond, wpadName } from '../../src/netbios/respond.ts'
import { findSite, judge, neighbour, rules, seedsOf } from './link.ts'

export const seeds = () => seedsOf('netbios')

/** Reads and answers one packet, and reads it as an answer too; `false` when it gets no answer. */
export function target(bytes: Buffer): boolean {
  if (addressesIn(bytes, bytes.length < 2 ? 0 : bytes.readUInt16BE(0), wpadName).length > bytes.length / 6)
    throw new Error('more addresses than there is room for')
  return judge(bytes, (request) => respond(request, neighbour('nbns'), rules, findSite))
}
