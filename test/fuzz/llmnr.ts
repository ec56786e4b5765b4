import { respond } from '../../src/dns/llmnr/respond.ts'
import { decode } from '../dns/example.ts'
import { findSite, judge, neighbour, rules, seedsOf } from './link.ts'

export const seeds = () => seedsOf('llmnr')

/** Reads and answers one message; `false` when it gets no answer. Throws when what must always hold does not. */
export function target(bytes: Buffer): boolean {
  return judge(bytes, (request) => {
    const response = respond(request, neighbour('llmnr'), 'udp', rules, findSite)
    if (response.kind === 'reply') decode(response.bytes)
    return response
  })
}
