import { parseAddress } from '../net/address.ts'
import { type HostIdentity, searchList } from './host-identity.ts'
import {
  type DhcpLookup,
  type DnsLookup,
  type End,
  type HttpLookup,
  isDue,
  type LlmnrLookup,
  type Lookup,
  type NbnsLookup,
  planned,
} from './lookup.ts'
import { isOutsideDomain } from './names.ts'
import { found, type Made, missed, type Outcome } from './outcome.ts'

/** The network, as a client reaches it. None of these rejects: what goes wrong is an outcome. */
export interface Network {
  dhcp(lookup: DhcpLookup, milliseconds: number): Promise<Outcome>
  dns(name: string, lookup: Pick<DnsLookup, 'type' | 'attempts'>, milliseconds: number): Promise<Outcome>
  neighbours(lookup: LlmnrLookup | NbnsLookup, milliseconds: number): Promise<Outcome>
  /** `resolve` gives the addresses of a host that a redirect leads to, or the reason why it may not be followed. */
  http(lookup: HttpLookup, target: Fetched, milliseconds: number): Promise<Outcome>
}

/** What is fetched, and where from. */
export interface Fetched {
  readonly url: string
  readonly addresses: readonly string[]
  readonly resolve: (host: string) => Promise<readonly string[] | Outcome>
}

export interface Manner {
  /** Names outside the organisation are asked too, by DNS alone. */
  readonly leaks: boolean
  /** The longest that any lookup waits, whatever the client does. */
  readonly mostMilliseconds: number
}

/**
 * Makes the lookups of a plan as they fall due, and gives each with what came of it. Lookups that lead outside the organisation
 * are given as withheld.
 */
export async function* discover(
  plan: readonly Lookup[],
  host: HostIdentity,
  network: Network,
  manner: Manner,
): AsyncGenerator<Made, void> {
  const ended = new Map<string, End>()
  const values = new Map<string, readonly string[]>()
  const outside = new Set<string>()
  const clock = openClock(manner.mostMilliseconds)
  const valuesOf = (ids: readonly string[]) => ids.flatMap((id) => values.get(id) ?? [])
  const resolve = (name: string) => resolveHost(name, host, network, manner)

  for (const lookup of plan) {
    if (!isDue(lookup, ended)) continue
    for (const { ask, outcome } of steps(lookup)) {
      const started = performance.now()
      const result = await outcome()
      const milliseconds = Math.round((performance.now() - started) * 10) / 10
      ended.set(lookup.id, result.end)
      values.set(lookup.id, result.values)
      if (ask !== undefined) yield { lookup, ask, outcome: result, milliseconds }
      if (result.end === 'found') break
    }
  }

  function steps(lookup: Lookup): Step[] {
    switch (lookup.via) {
      case 'dhcp':
        return [{ ask: planned(lookup), outcome: () => network.dhcp(lookup, clock(lookup)) }]
      case 'llmnr':
      case 'nbns':
        return [{ ask: planned(lookup), outcome: () => network.neighbours(lookup, clock(lookup)) }]
      case 'dns':
        return questions(lookup)
      case 'http':
        return [get(lookup)]
    }
  }

  function questions(lookup: DnsLookup): Step[] {
    const names = namesOf(lookup)
    // a URL with an address for its host needs no question
    if (names === undefined) return [{ ask: undefined, outcome: async () => found([hostOf(lookup)]) }]
    return names.map((name) => {
      const leads =
        lookup.outside === true || (typeof lookup.name !== 'string' && lookup.type !== 'PTR' && leadsOutside(name, host))
      if (leads) outside.add(lookup.id)
      const ask = `${name} ${lookup.type}`
      if (leads && !manner.leaks)
        return { ask, outcome: async () => missed('withheld', 'outside', 'not asked: outside the organisation') }
      return { ask, outcome: () => network.dns(name, lookup, clock(lookup)) }
    })
  }

  function namesOf({ name }: DnsLookup): readonly string[] | undefined {
    if (typeof name === 'string') return [name]
    if ('reverseOf' in name) return valuesOf(name.reverseOf).slice(0, 1).map(reverseName)
    const host = urlHost(valuesOf(name.hostOf)[0] ?? '')
    if (parseAddress(host) !== undefined) return undefined
    return host.includes('.') ? [host] : [...name.search.map((domain) => `${host}.${domain}`), host]
  }

  function hostOf({ name }: DnsLookup): string {
    return typeof name === 'object' && 'hostOf' in name ? urlHost(valuesOf(name.hostOf)[0] ?? '') : ''
  }

  function get(lookup: HttpLookup): Step {
    const url = urlOf(lookup)
    const ask = `GET ${url}`
    const source = lookup.addressesOf.find((id) => ended.get(id) === 'found')
    if (lookup.addressesOf.some((id) => outside.has(id)) && (source === undefined || outside.has(source)))
      return { ask, outcome: async () => missed('withheld', 'outside', 'not fetched: outside the organisation') }
    const addresses = valuesOf(lookup.addressesOf)
    if (addresses.length === 0) return { ask, outcome: async () => missed('failed', 'no address', 'its host has no address') }
    return { ask, outcome: () => network.http(lookup, { url, addresses, resolve }, clock(lookup)) }
  }

  function urlOf({ url }: HttpLookup): string {
    if (typeof url === 'string') return url
    if ('urlOf' in url) return valuesOf(url.urlOf)[0] ?? ''
    return `http://${valuesOf(url.namedBy)[0] ?? url.otherwise}/wpad.dat`
  }
}

/** One question of a lookup; without `ask` it is none, and nobody is told. */
interface Step {
  readonly ask: string | undefined
  readonly outcome: () => Promise<Outcome>
}

// how long a lookup may wait: as the client does, within its group's limit, and no longer than the user wants
function openClock(most: number): (lookup: Lookup) => number {
  const started = new Map<string, number>()
  return (lookup) => {
    const own = Math.min(lookup.milliseconds, most)
    if (lookup.via !== 'dns' || lookup.within === undefined) return own
    const now = performance.now()
    const since = started.get(lookup.within.group) ?? now
    started.set(lookup.within.group, since)
    return Math.min(own, Math.max(0, Math.round(lookup.within.milliseconds - (now - since))))
  }
}

// what a redirect leads to is asked about without a line of its own
async function resolveHost(
  name: string,
  host: HostIdentity,
  network: Network,
  { leaks, mostMilliseconds }: Manner,
): Promise<readonly string[] | Outcome> {
  if (parseAddress(name) !== undefined) return [name]
  const names = name.includes('.') ? [name] : [...searchList(host).map((domain) => `${name}.${domain}`), name]
  for (const each of names) {
    const leads = leadsOutside(each, host)
    if (leads && !leaks) return missed('withheld', 'outside', `redirect to ${name}, outside the organisation: not followed`)
    const answer = await network.dns(each, { type: 'A', attempts: 1 }, Math.min(5000, mostMilliseconds))
    if (answer.end === 'found')
      return leads
        ? missed('withheld', 'outside', `redirect to ${name} (${answer.says}), outside the organisation: not followed`)
        : answer.values
  }
  return missed('failed', 'no address', `redirect to ${name}, which has no address`)
}

// `wpad.example.com` is inside example.com; a single label is nobody else's
function leadsOutside(name: string, host: HostIdentity): boolean {
  return name.includes('.') && isOutsideDomain(name, host)
}

/** The host of a URL; of an IPv6 address without its brackets. Empty when it is no URL. */
export function urlHost(url: string): string {
  return (URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

/** The name that an address is looked up by for its own (RFC 1035, section 3.5; RFC 3596, section 2.5). */
export function reverseName(text: string): string {
  const address = parseAddress(text)
  if (address === undefined) throw new RangeError(`"${text}" is not an address`)
  if (address.family === 4) return `${[...address.bytes].reverse().join('.')}.in-addr.arpa`
  const nibbles = [...address.bytes].flatMap((byte) => [byte >> 4, byte & 15])
  return `${nibbles
    .reverse()
    .map((nibble) => nibble.toString(16))
    .join('.')}.ip6.arpa`
}
