import { respond } from '../../src/dns/mdns/respond.ts'
import { decode } from '../dns/example.ts'
import { findSite, judge, neighbour, rules, seedsOf } from './link.ts'

export const seeds = () => seedsOf('mdns')

/** Reads and answers one message, of a member of the group and of an ordinary resolver; `false` when it gets no answer. */
export function target(bytes: Buffer): boolean {
  const answered = [false, true].map((legacy) =>
    judge(bytes, (request) => {
      const response = respond(request, neighbour('mdns'), legacy, rules, findSite)
      if (response.kind === 'reply') decode(response.bytes)
      return response
    }),
  )
  return answered.includes(true)
}
