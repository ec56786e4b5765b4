import { readdirSync, readFileSync } from 'node:fs'
import { parseAddress } from '../../src/net/address.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import type { LinkAsker, LinkRules } from '../../src/sites/link-answer.ts'
import { site } from '../dns/example.ts'

/** The messages that the mutations of one protocol start from. */
export function seedsOf(name: string): Buffer[] {
  const folder = new URL(`./seeds/${name}/`, import.meta.url)
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(new URL(file, folder)))
}

export const rules: LinkRules = { ttl: 120, whenTaken: 'silence', allow: [] }
export const findSite = siteFinder([site({ addresses: ['192.0.2.10', '2001:db8::10'] })])

/** A neighbour on a link where the name is ours. */
export function neighbour(via: LinkAsker['via']): LinkAsker {
  return { via, client: parseAddress('192.0.2.77')!, claim: 'ours' }
}

/** What must always hold of a reply: it is one, to this request, quickly, and no flood. Says whether there was one. */
export function judge(
  request: Buffer,
  respond: (bytes: Buffer) => { readonly kind: 'reply'; readonly bytes: Buffer } | { readonly kind: 'silence' },
): boolean {
  const before = Buffer.from(request)
  // what it cost us, not what else this machine did meanwhile
  const started = process.threadCpuUsage()
  const response = respond(request)
  const { user, system } = process.threadCpuUsage(started)
  if (user + system > 50_000) throw new Error(`took ${user + system} us`)
  if (!before.equals(request)) throw new Error('the message was changed')
  if (response.kind === 'silence') return false
  if ((request[2]! & 0x80) !== 0) throw new Error('an answer to an answer')
  if ((response.bytes[2]! & 0x80) === 0) throw new Error('a reply that says it is a request')
  if (response.bytes.length > 512) throw new Error(`a reply of ${response.bytes.length} bytes`)
  if (response.bytes.length > 5 * request.length) throw new Error(`${response.bytes.length} bytes for ${request.length}`)
  return true
}
