import { readdirSync, readFileSync } from 'node:fs'
import { addressField, decode, encodeAcknowledgement, headerAddress, largestMessage } from '../../src/dhcp/message.ts'
import { respond } from '../../src/dhcp/respond.ts'
import { context } from '../dhcp/context.ts'

const folder = new URL('./seeds/dhcp/', import.meta.url)

/** The packets that the mutations start from. */
export function seeds(): Buffer[] {
  const names = readdirSync(folder).sort()
  return names.map((name) => readFileSync(new URL(name, folder)))
}

const given = context({ section: { always: true, emptyParameterList: 'answer' } })

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
  if (reply.to !== given.source) throw new Error('a reply to another than the source')
  const back = decode(written)
  if (typeof back === 'string') throw new Error(`the reply is not a message: ${back}`)
  const sameTransaction = written.subarray(4, 8).equals(bytes.subarray(4, 8))
  if (back.op !== 2 || back.type !== 5 || !sameTransaction) throw new Error('the reply is no DHCPACK to this')
  const relayed = headerAddress(request, addressField.giaddr) !== '0.0.0.0'
  if (request.op !== 1 || request.type !== 8 || relayed) throw new Error('an answer to what is no INFORM to us')
  return true
}
