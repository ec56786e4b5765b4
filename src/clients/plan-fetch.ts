import type { Fetch } from './fetch.ts'
import { type HostIdentity, hasIpv6, searchList } from './host-identity.ts'
import type { AddressType, Phase } from './kind.ts'
import { type Condition, type DnsLookup, type End, ends, type HttpLookup, type Lookup } from './lookup.ts'

/** The one or two GETs of a file, under the same conditions. */
export function planGets(id: string, fetch: Fetch, get: Pick<HttpLookup, 'url' | 'addressesOf' | 'when'>): HttpLookup[] {
  const first: HttpLookup = { via: 'http', id, milliseconds: fetch.milliseconds, basis: fetch.basis, fetch, ...get }
  if (fetch.secondHead === undefined) return [first]
  const second = { ...fetch, head: fetch.secondHead }
  return [first, { ...first, id: `${id} again`, fetch: second, note: 'this client always fetches twice' }]
}

/** What follows a lookup that found a URL: questions for its host, and the GETs. */
export function planUrl(
  from: string,
  phase: Pick<Phase, 'fetch' | 'basis'>,
  types: readonly ('A' | 'AAAA')[],
  host: HostIdentity,
  when: readonly Condition[],
): Lookup[] {
  const due = [...when, { of: [from], some: ['found'] } as const]
  const questions = types.map(
    (type): DnsLookup => ({
      via: 'dns',
      id: `${from} host ${type}`,
      name: { hostOf: [from], search: searchList(host) },
      type,
      when: due,
      milliseconds: 5000,
      attempts: 1,
      basis: phase.basis,
    }),
  )
  const addressesOf = questions.map(({ id }) => id)
  const gets = planGets(`${from} get`, phase.fetch, { url: { urlOf: [from] }, addressesOf, when: due })
  return [...questions, ...gets]
}

/** What has to hold after these GETs for the search to go on. */
export function passes(gets: readonly Lookup[], goesOnAfter: readonly End[]): Condition[] {
  const of = gets.filter(({ via }) => via === 'http').map(({ id }) => id)
  // what we do not fetch, the client would: its search is over there
  return of.length === 0 ? [] : [{ of, none: ends.filter((end) => !goesOnAfter.includes(end)) }]
}

/** The record types that a client on this host asks. */
export function typesFor<T extends AddressType | 'HTTPS'>(types: readonly T[], host: HostIdentity): Exclude<T, 'AAAA anyway'>[] {
  return types
    .filter((type) => type !== 'AAAA' || hasIpv6(host))
    .map((type) => (type === 'AAAA anyway' ? 'AAAA' : type) as Exclude<T, 'AAAA anyway'>)
}
