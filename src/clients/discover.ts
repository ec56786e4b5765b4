import { parseAddress } from '../net/address.ts'
import { type HostIdentity, searchList } from './host-identity.ts'
import {
  type DhcpLookup,
  type DnsLookup,
  type HttpLookup,
  isDue,
  type LlmnrLookup,
  type Lookup,
  type NbnsLookup,
  planned,
} from './lookup.ts'
import { isOutsideDomain } from './names.ts'
import { found, type Made, missed, type Outcome } from './outcome.ts'
import { addressesOf, completed, namesOf, noProgress, type Progress, urlOf } from './progress.ts'

/** The network, as a client reaches it. None of these rejects: what goes wrong is an outcome. */
export interface Network {
  dhcp(lookup: DhcpLookup, milliseconds: number): Promise<Outcome>
  dns(name: string, lookup: Pick<DnsLookup, 'type' | 'attempts'>, milliseconds: number): Promise<Outcome>
  neighbours(lookup: LlmnrLookup | NbnsLookup, milliseconds: number): Promise<Outcome>
  http(lookup: HttpLookup, target: Fetched, milliseconds: number): Promise<Outcome>
}

/** What is fetched, and where from. */
export interface Fetched {
  readonly url: string
  readonly addresses: readonly string[]
  /** The addresses of a host that a redirect leads to, or the reason why it may not be followed. */
  readonly resolve: (host: string) => Promise<readonly string[] | Outcome>
}

export interface Manner {
  /** Names outside the organisation are asked too, by DNS alone. */
  readonly leaks: boolean
  /** The longest that any lookup waits, whatever the client does. */
  readonly mostMilliseconds: number
  /** Told of a lookup right before it is made. */
  readonly asking?: (lookup: Lookup, ask: string) => void
}

/** One question of a lookup; without `ask` it is none, and nobody is told. */
interface Step {
  readonly ask: string | undefined
  readonly outcome: () => Promise<Outcome>
}

/** All that the lookups of one discovery share. */
interface Search {
  readonly progress: Progress
  readonly host: HostIdentity
  readonly network: Network
  readonly manner: Manner
  readonly clock: Clock
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
  const search: Search = { progress: noProgress(), host, network, manner, clock: openClock(manner.mostMilliseconds) }
  const { ended, values } = search.progress
  for (const lookup of plan) {
    if (!isDue(lookup, ended)) continue
    for (const { ask, outcome: make } of stepsOf(lookup, search)) {
      if (ask !== undefined) manner.asking?.(lookup, ask)
      const started = performance.now()
      const outcome = await make()
      ended.set(lookup.id, outcome.end)
      values.set(lookup.id, outcome.values)
      if (ask !== undefined) yield { lookup, ask, outcome, milliseconds: since(started) }
      if (outcome.end === 'found') break
    }
  }
}

function stepsOf(lookup: Lookup, search: Search): readonly Step[] {
  const { network, clock } = search
  switch (lookup.via) {
    case 'dhcp':
      return [{ ask: planned(lookup), outcome: () => network.dhcp(lookup, clock(lookup)) }]
    case 'llmnr':
    case 'nbns':
      return [{ ask: planned(lookup), outcome: () => network.neighbours(lookup, clock(lookup)) }]
    case 'dns':
      return questions(lookup, search)
    case 'http':
      return [get(lookup, search)]
  }
}

function questions(lookup: DnsLookup, { progress, host, network, manner, clock }: Search): Step[] {
  const about = namesOf(lookup, progress)
  // a URL with an address for its host needs no question
  if ('address' in about) return [{ ask: undefined, outcome: async () => found([about.address]) }]
  return about.names.map((name) => {
    const ask = `${name} ${lookup.type}`
    const leads = lookup.outside === true || (isFromUrl(lookup) && leadsOutside(name, host))
    if (leads) progress.outside.add(lookup.id)
    if (leads && !manner.leaks) return withheld(ask, 'not asked: outside the organisation')
    return { ask, outcome: () => network.dns(name, lookup, clock(lookup)) }
  })
}

function get(lookup: HttpLookup, search: Search): Step {
  const { progress, network, clock } = search
  const url = urlOf(lookup, progress)
  const ask = `GET ${url}`
  const addresses = addressesOf(lookup, progress)
  if (addresses === undefined) return withheld(ask, 'not fetched: outside the organisation')
  if (addresses.length === 0) return { ask, outcome: async () => missed('failed', 'no address', 'its host has no address') }
  const resolve = (name: string) => resolveHost(name, search)
  return { ask, outcome: () => network.http(lookup, { url, addresses, resolve }, clock(lookup)) }
}

function withheld(ask: string, says: string): Step {
  return { ask, outcome: async () => missed('withheld', 'outside', says) }
}

function isFromUrl({ name }: DnsLookup): boolean {
  return typeof name === 'object' && 'hostOf' in name
}

type Clock = (lookup: Lookup) => number

// how long a lookup may wait: as the client does, within its group's limit, and no longer than the user wants
function openClock(most: number): Clock {
  const started = new Map<string, number>()
  return (lookup) => {
    const own = Math.min(lookup.milliseconds, most)
    if (lookup.via !== 'dns' || lookup.within === undefined) return own
    const { group, milliseconds } = lookup.within
    const start = started.get(group) ?? performance.now()
    started.set(group, start)
    return Math.min(own, Math.max(0, Math.round(milliseconds - since(start))))
  }
}

function since(start: number): number {
  return Math.round((performance.now() - start) * 10) / 10
}

// what a redirect leads to is asked about without a line of its own
async function resolveHost(name: string, { host, network, manner }: Search): Promise<readonly string[] | Outcome> {
  if (parseAddress(name) !== undefined) return [name]
  const away = (text: string) => missed('withheld', 'outside', `redirect to ${text}, outside the organisation: not followed`)
  for (const each of completed(name, searchList(host))) {
    const leads = leadsOutside(each, host)
    if (leads && !manner.leaks) return away(name)
    const answer = await network.dns(each, { type: 'A', attempts: 1 }, Math.min(5000, manner.mostMilliseconds))
    if (answer.end === 'found') return leads ? away(`${name} (${answer.says})`) : answer.values
  }
  return missed('failed', 'no address', `redirect to ${name}, which has no address`)
}

// `wpad.example.com` is inside example.com; a single label is nobody else's
function leadsOutside(name: string, host: HostIdentity): boolean {
  return name.includes('.') && isOutsideDomain(name, host)
}
