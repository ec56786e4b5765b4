import { type Address, parseAddress } from '../net/address.ts'
import { type SiteAnswer, siteFinder } from '../sites/find-site.ts'
import type { Site } from '../sites/site.ts'
import { Rcode, Type } from './codes.ts'
import { encodeSections, type OwnRecord } from './message.ts'

/** A reply, made ready: what comes after the question, and the header's counts. */
export interface Answer {
  readonly outcome: 'noerror' | 'nodata' | 'nxdomain'
  readonly rcode: number
  /** Answer and authority sections, whose pointers into the question are right for the zone's own name. */
  readonly body: Buffer
  readonly answers: number
  readonly authorities: number
  /** The additional section; left out when it does not fit. */
  readonly glue: Buffer
  readonly additionals: number
}

/** What one zone says to the clients of one site. */
export interface ZoneAnswers {
  /** The zone's name, as text. */
  readonly name: string
  readonly byType: ReadonlyMap<number, Answer>
  /** Every other type of the zone's own name: the name is there, the type is not (requirements N2, N9). */
  readonly nodata: Answer
  /** Every name below. */
  readonly nxdomain: Answer
  /** Where the pointers stand in `nxdomain.body`: a longer question moves what they point to. */
  readonly pointers: readonly number[]
}

/** Which answers a client gets; `client` is the address as text, read only where several sites list the domain. */
export type ChooseAnswers = (client: string) => ZoneAnswers

/** Every zone that we answer for, by its name in wire format, lower-case, one character a byte. Immutable. */
export type Zones = ReadonlyMap<string, ChooseAnswers>

// 65,535 bytes over TCP, less header, the longest question and OPT
const longestSections = 65_535 - 12 - 259 - 11

/**
 * Makes the zones of every domain (requirement N3): `wpad.tcp.DOMAIN` and `_wpad._tcp.DOMAIN` with the service, `wpad.DOMAIN` with
 * the addresses. `ttl` is in seconds, for negative answers too. Throws a RangeError when a site has more than fits in a message.
 */
export function buildZones(answers: readonly SiteAnswer[], ttl: number): Zones {
  const findSite = siteFinder(answers)
  const zones = new Map<string, ChooseAnswers>()
  const domains = [...new Set(answers.flatMap(({ site }) => site.domains))]
  // wpad.DOMAIN last: for the domains example.com and tcp.example.com one name is both, and its addresses matter more
  for (const prefix of ['_wpad._tcp', 'wpad.tcp', 'wpad']) {
    for (const domain of domains) {
      const variants = new Map(
        answers
          .filter(({ site }) => site.domains.includes(domain))
          .map(({ site }) => [site, zoneAnswers(`${prefix}.${domain}`, domain, site, ttl)]),
      )
      zones.set(
        wireName(`${prefix}.${domain}`),
        chooser(variants, (client) => findSite({ via: 'dns', client, domain })?.site),
      )
    }
  }
  return zones
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

function zoneAnswers(name: string, domain: string, site: Site, ttl: number): ZoneAnswers {
  const host = `wpad.${domain}`
  const soa: OwnRecord = { name, ttl, type: Type.SOA, primary: host, admin: `hostmaster.${domain}`, minimum: ttl }
  const addresses = addressRecords(host, site, ttl)
  const own = name === host ? [...addresses, ...urlRecords(host, site, ttl)] : serviceRecords(name, host, site, ttl)
  const ns: OwnRecord = { name, ttl, type: Type.NS, ns: host }
  const byType = new Map<number, Answer>()
  for (const [type, records] of Map.groupBy([soa, ns, ...own], (record) => record.type)) {
    byType.set(type, noerror(name, records, pointsToHost(records, host) ? addresses : []))
  }
  // the smallest answer that ends the question (RFC 8482, section 4.2)
  byType.set(Type.ANY, noerror(name, [{ name, ttl, type: Type.HINFO, cpu: 'RFC8482' }], []))
  const nxdomain = negative('nxdomain', name, soa)
  return { name, byType, nodata: negative('nodata', name, soa), nxdomain, pointers: soaPointers(nxdomain.body) }
}

function addressRecords(host: string, site: Site, ttl: number): OwnRecord[] {
  return site.addresses.map((text) => ({ name: host, ttl, type: text.includes(':') ? Type.AAAA : Type.A, address: text }))
}

// requirement W3; a site without a proxy has no URL to name (D11)
function urlRecords(host: string, site: Site, ttl: number): OwnRecord[] {
  return URL.canParse(site.url) ? [{ name: host, ttl, type: Type.TXT, text: `service: wpad:${site.url}` }] : []
}

// a SRV record names a host, never an address: where the URL has an address, the host is ours
function serviceRecords(name: string, host: string, site: Site, ttl: number): OwnRecord[] {
  const url = URL.parse(site.url)
  if (url === null) return []
  const target = parseAddress(url.hostname.replace(/^\[|\]$/g, '')) === undefined ? url.hostname : host
  return [{ name, ttl, type: Type.SRV, port: url.port === '' ? 80 : Number(url.port), target }]
}

function pointsToHost(records: readonly OwnRecord[], host: string): boolean {
  return records.some((record) => record.type === Type.NS || (record.type === Type.SRV && record.target === host))
}

function noerror(name: string, records: readonly OwnRecord[], glueRecords: readonly OwnRecord[]): Answer {
  const { body, glue } = encodeSections(name, records, glueRecords)
  if (body.length + glue.length > longestSections) throw new RangeError(`the addresses of ${name} do not fit in a DNS message`)
  return {
    outcome: 'noerror',
    rcode: Rcode.noerror,
    body,
    answers: records.length,
    authorities: 0,
    glue,
    additionals: glueRecords.length,
  }
}

function negative(outcome: 'nodata' | 'nxdomain', name: string, soa: OwnRecord): Answer {
  const { body, glue } = encodeSections(name, [soa], [])
  return {
    outcome,
    rcode: Rcode[outcome === 'nodata' ? 'noerror' : 'nxdomain'],
    body,
    answers: 0,
    authorities: 1,
    glue,
    additionals: 0,
  }
}

// the owner, and the two names that the SOA record's data begins with; each ends in a pointer into the question
function soaPointers(body: Buffer): number[] {
  const endOfOwner = endOfLabels(body, 0)
  const endOfPrimary = endOfLabels(body, endOfOwner + 2 + 10)
  return [endOfOwner, endOfPrimary, endOfLabels(body, endOfPrimary + 2)]
}

function endOfLabels(body: Buffer, start: number): number {
  let at = start
  while (body[at]! < 0xc0) at += 1 + body[at]!
  return at
}

function wireName(name: string): string {
  return `${name
    .split('.')
    .map((label) => String.fromCharCode(label.length) + label)
    .join('')}\0`
}
