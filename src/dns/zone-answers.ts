import { parseAddress } from '../net/address.ts'
import type { Site } from '../sites/site.ts'
import { Rcode, Type } from './codes.ts'
import { encodeSections, type OwnRecord } from './message.ts'

/** A reply, made ready: what comes after the question, and the header's counts. */
export interface Answer {
  /** Which answer of these zones it is, from 0: the rate limit counts by it. */
  readonly key: number
  readonly outcome: 'noerror' | 'nodata' | 'nxdomain'
  readonly rcode: number
  /** Answer and authority sections, whose pointers into the question are right for the zone's own name. */
  readonly body: Buffer
  readonly answers: number
  readonly authorities: number
  /** The additional section; left out when it does not fit. */
  readonly glue: Buffer
  readonly additionals: number
  /** What it tells a client, for a sighting: addresses, or the URL; absent where there is nothing of these in it. */
  readonly told?: string | undefined
}

/** What one zone says to the clients of one site. */
export interface ZoneAnswers {
  /** The zone's name, or that of the empty name above one, as text. */
  readonly name: string
  /** The site's name; absent for an empty name. */
  readonly site?: string
  readonly byType: ReadonlyMap<number, Answer>
  /** Every other type of this name: the name is there, the type is not (requirements N2, N9). */
  readonly nodata: Answer
  /** Every name below. */
  readonly nxdomain: Answer
  /** Where the pointers stand in `nxdomain.body`: a longer question moves what they point to. */
  readonly pointers: readonly number[]
}

// 65,535 bytes over TCP, less header, the longest question and OPT
const longestSections = 65_535 - 12 - 259 - 11

/** What the zone `name` of `domain` says to the clients of `site` (requirement W3). `ttl` is in seconds. */
export function zoneAnswers(write: WriteAnswer, name: string, domain: string, site: Site, ttl: number): ZoneAnswers {
  const host = `wpad.${domain}`
  const soa = soaRecord(name, domain, ttl)
  const addresses = addressRecords(host, site, ttl)
  const own = name === host ? [...addresses, ...urlRecords(host, site, ttl)] : serviceRecords(name, host, site, ttl)
  const ns: OwnRecord = { name, ttl, type: Type.NS, ns: host }
  const byType = new Map<number, Answer>()
  for (const [type, records] of Map.groupBy([soa, ns, ...own], (record) => record.type)) {
    byType.set(type, write('noerror', name, records, pointsToHost(records, host) ? addresses : []))
  }
  // the smallest answer that ends the question (RFC 8482, section 4.2)
  byType.set(Type.ANY, write('noerror', name, [{ name, ttl, type: Type.HINFO, cpu: 'RFC8482' }], []))
  return { ...emptyAnswers(write, name, soa), site: site.name, byType }
}

/** What a name without records says: it is there, since there is a name of ours below it (RFC 8020). */
export function emptyAnswers(write: WriteAnswer, name: string, soa: OwnRecord): ZoneAnswers {
  const nxdomain = write('nxdomain', name, [soa], [])
  const nodata = write('nodata', name, [soa], [])
  return { name, byType: new Map(), nodata, nxdomain, pointers: soaPointers(nxdomain.body) }
}

/** The SOA record of `zone`. */
export function soaRecord(zone: string, domain: string, ttl: number): OwnRecord {
  return { name: zone, ttl, type: Type.SOA, primary: `wpad.${domain}`, admin: `hostmaster.${domain}`, minimum: ttl }
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

/** Makes one answer ready; glue goes with answers only. Throws a RangeError when it does not fit in a message. */
export type WriteAnswer = (
  outcome: Answer['outcome'],
  name: string,
  records: readonly OwnRecord[],
  glueRecords: readonly OwnRecord[],
) => Answer

/** A writer that numbers its answers from 0. */
export function answerWriter(): WriteAnswer {
  let key = 0
  return (outcome, name, records, glueRecords) => {
    const { body, glue } = encodeSections(name, records, glueRecords)
    if (body.length + glue.length > longestSections) throw new RangeError(`the addresses of ${name} do not fit in a DNS message`)
    const isAnswer = outcome === 'noerror'
    return {
      key: key++,
      outcome,
      rcode: outcome === 'nxdomain' ? Rcode.nxdomain : Rcode.noerror,
      body,
      answers: isAnswer ? records.length : 0,
      authorities: isAnswer ? 0 : records.length,
      glue,
      additionals: glueRecords.length,
      told: isAnswer ? toldBy(records) : undefined,
    }
  }
}

// the start is enough for whoever looks at a sighting
function toldBy(records: readonly OwnRecord[]): string | undefined {
  const texts = records.flatMap((record) => {
    if (record.type === Type.A || record.type === Type.AAAA) return record.address
    if (record.type === Type.TXT) return record.text
    return record.type === Type.SRV ? `${record.target}:${record.port}` : []
  })
  return texts.length === 0 ? undefined : texts.join(', ').slice(0, 256)
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
