import { readdirSync, readFileSync } from 'node:fs'
import { addressField, decode, encodeAcknowledgement, headerAddress, largestMessage } from '../../src/dhcp/message.ts'
import { respond } from '../../src/dhcp/respond.ts'
import { parseAddress } from '../../src/net/address.ts'
import { contains, parseCidr } from '../../src/net/cidr.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { answerOf, context } from '../dhcp/context.ts'

const folder = new URL('./seeds/dhcp/', import.meta.url)

/** The packets that the mutations start from. */
export function seeds(): Buffer[] {
  const names = readdirSync(folder).sort()
  return names.map((name) => readFileSync(new URL(name, folder)))
}

const listed = parseCidr('198.51.100.0/24')
const link = parseCidr('192.0.2.0/24')
const given = context({
  section: {
    always: true,
    emptyParameterList: 'answer',
    classes: [{ vendor: 'MSFT 98', terminator: 'nul' }, { user: 'x*', circuit: '*' }, { remote: '0x00*' }],
  },
  findSite: siteFinder([
    answerOf({
      subnets: [listed.text],
      dhcp: { dnsServers: ['192.0.2.53'], domainName: 'example.com', searchList: ['example.com'] },
    }),
    answerOf(),
  ]),
})

/** Reads and answers one packet; `false` when it is not a message. Throws when what must always hold does not. */
export function target(bytes: Buffer): boolean {
  const started = process.threadCpuUsage()
  const before = Buffer.from(bytes)
  const isMessage = check(bytes)
  if (!before.equals(bytes)) throw new Error('the packet was changed')
  // this thread's own time: the machine may be busy with others
  const { user, system } = process.threadCpuUsage(started)
  if (user + system > 50_000) throw new Error(`took ${user + system} us`)
  return isMessage
}

function check(bytes: Buffer): boolean {
  const request = decode(bytes)
  if (typeof request === 'string') return false
  const reply = respond(request, given)
  if (reply.kind === 'silence') return true
  const written = encodeAcknowledgement(reply.message)
  if (written.length < 300 || written.length > largestMessage) throw new Error(`a reply of ${written.length} bytes`)
  const relayed = headerAddress(request, addressField.giaddr) !== '0.0.0.0'
  if (!relayed && reply.to !== given.source) throw new Error('a reply to another than the source')
  const to = parseAddress(reply.to.address)!
  const isOurs = to.text === '192.0.2.1' || to.text.endsWith('.0') || to.text.endsWith('.255')
  if (isOurs || ![listed, link].some((block) => contains(block, to))) throw new Error(`a reply to ${to.text}`)
  const back = decode(written)
  if (typeof back === 'string') throw new Error(`the reply is not a message: ${back}`)
  const sameTransaction = written.subarray(4, 8).equals(bytes.subarray(4, 8))
  if (back.op !== 2 || back.type !== 5 || !sameTransaction) throw new Error('the reply is no DHCPACK to this')
  if (request.op !== 1 || request.type !== 8) throw new Error('an answer to what is no INFORM')
  return true
}
