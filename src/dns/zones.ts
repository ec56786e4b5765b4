import { type Address, parseAddress } from '../net/address.ts'
import { type SiteAnswer, siteFinder } from '../sites/find-site.ts'
import type { Site } from '../sites/site.ts'
import { answerWriter, emptyAnswers, soaRecord, type ZoneAnswers, zoneAnswers } from './zone-answers.ts'

/** Which answers a client gets; `client` is the address as text, read only where several sites list the domain. */
export type ChooseAnswers = (client: string) => ZoneAnswers

/**
 * Every zone that we answer for, by its name in wire format, lower-case, one character a byte; and the names without records that
 * lie between two of them (`foo.wpad.example.com` where `foo.wpad.example.com` is a domain beside `example.com`). Immutable.
 */
export type Zones = ReadonlyMap<string, ChooseAnswers>

/**
 * Makes the zones of every domain (requirement N3): `wpad.tcp.DOMAIN` and `_wpad._tcp.DOMAIN` with the service, `wpad.DOMAIN` with
 * the addresses. `ttl` is in seconds, for negative answers too. Throws a RangeError when a site has more than fits in a message.
 */
export function buildZones(answers: readonly SiteAnswer[], ttl: number): Zones {
  const findSite = siteFinder(answers)
  const write = answerWriter()
  const zones = new Map<string, ChooseAnswers>()
  const domains = [...new Set(answers.flatMap(({ site }) => site.domains))]
  const add = (name: string, domain: string, make: (site: Site) => ZoneAnswers) => {
    const variants = new Map(
      answers.filter(({ site }) => site.domains.includes(domain)).map(({ site }) => [site, make(site)] as const),
    )
    zones.set(
      wireName(name),
      chooser(variants, (client) => findSite({ via: 'dns', client, domain })?.site),
    )
  }
  // wpad.DOMAIN last: for the domains example.com and tcp.example.com one name is both, and its addresses matter more
  const owned = ['_wpad._tcp', 'wpad.tcp', 'wpad'].flatMap((prefix) =>
    domains.map((domain) => ({ name: `${prefix}.${domain}`, domain })),
  )
  for (const { name, domain } of owned) add(name, domain, (site) => zoneAnswers(write, name, domain, site, ttl))
  for (const { name, zone } of emptyNames(owned.map(({ name }) => name))) {
    const { domain } = owned.findLast((each) => each.name === zone)!
    add(name, domain, () => emptyAnswers(write, name, soaRecord(zone, domain, ttl)))
  }
  return zones
}

/** The names that have a zone below and a zone above, and are none themselves, each with the nearest zone above. */
function emptyNames(zoneNames: readonly string[]): { readonly name: string; readonly zone: string }[] {
  const zones = new Set(zoneNames)
  const empty = new Map<string, string>()
  for (const name of zones) {
    const parents = name
      .split('.')
      .map((_, i, labels) => labels.slice(i).join('.'))
      .slice(1)
    const above = parents.findIndex((parent) => zones.has(parent))
    for (const between of parents.slice(0, Math.max(0, above))) empty.set(between, parents[above]!)
  }
  return [...empty].map(([name, zone]) => ({ name, zone }))
}

function chooser(variants: ReadonlyMap<Site, ZoneAnswers>, siteOf: (client: Address) => Site | undefined): ChooseAnswers {
  const [first] = variants.values()
  if (variants.size === 1) return () => first!
  return (client) => {
    const address = parseAddress(client)
    const site = address === undefined ? undefined : siteOf(address)
    return (site === undefined ? undefined : variants.get(site)) ?? first!
  }
}

function wireName(name: string): string {
  return `${name
    .split('.')
    .map((label) => String.fromCharCode(label.length) + label)
    .join('')}\0`
}
