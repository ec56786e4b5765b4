import type { FindSite } from '../sites/find-site.ts'
import { addressesFor, type LinkAsker, type LinkRules, type LinkSilence } from '../sites/link-answer.ts'
import { decode, encodeReply, type NameRequest, negativeRegistration, netbiosName, positiveQuery, typeNb } from './message.ts'

export interface NetbiosReply {
  readonly kind: 'reply'
  /** `defended`: another host wanted to have the name. */
  readonly outcome: 'noerror' | 'defended'
  readonly bytes: Buffer
}

export interface NetbiosSilence {
  readonly kind: 'silence'
  readonly outcome:
    | 'not a request'
    | 'malformed'
    | 'another scope'
    | 'another name'
    | 'another type'
    | 'another operation'
    | LinkSilence
}

/** WPAD as clients ask for it: the name of a workstation. */
export const wpadName = netbiosName('wpad', 0x00)

/**
 * Answers a broadcast of the NetBIOS name service for `WPAD<00>` with the addresses of the asker's site, as a B node does that has
 * the name, and tells a host that wants to register it that it is taken (RFC 1002, section 5.1.1). Pure; never throws.
 */
export function respond(bytes: Buffer, asker: LinkAsker, rules: LinkRules, findSite: FindSite): NetbiosReply | NetbiosSilence {
  const request = decode(bytes)
  if (request.kind === 'none') return silence(request.reason)
  if (request.name !== wpadName) return silence('another name')
  if (request.operation === 'other') return silence('another operation')
  // a node status request, for one
  if (request.type !== typeNb) return silence('another type')
  const found = addressesFor(asker, rules, findSite)
  if (typeof found === 'string') return silence(found)
  const addresses = found.filter((text) => !text.includes(':'))
  if (addresses.length === 0) return silence('no address')
  return request.operation === 'query' ? answer(request, addresses, rules.ttl) : defend(request, asker, addresses)
}

function answer({ id, name, recursionDesired }: NameRequest, addresses: readonly string[], ttl: number): NetbiosReply {
  const flags = recursionDesired ? positiveQuery : positiveQuery & ~0x0100
  return { kind: 'reply', outcome: 'noerror', bytes: encodeReply({ id, name, flags, ttl, addresses }) }
}

// a second server for the same site may have it too; where another host has the name already, there is nothing to defend
function defend(
  { id, name, address }: NameRequest,
  { claim }: LinkAsker,
  addresses: readonly string[],
): NetbiosReply | NetbiosSilence {
  if (claim !== 'ours') return silence('name taken')
  if (address === undefined) return silence('malformed')
  if (addresses.includes(address)) return silence('another operation')
  const bytes = encodeReply({ id, name, flags: negativeRegistration, ttl: 0, addresses: addresses.slice(0, 1) })
  return { kind: 'reply', outcome: 'defended', bytes }
}

function silence(outcome: NetbiosSilence['outcome']): NetbiosSilence {
  return { kind: 'silence', outcome }
}
