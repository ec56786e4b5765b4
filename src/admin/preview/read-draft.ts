import type { Visit, World } from '../../evaluator/world.ts'
import { parseAddress } from '../../net/address.ts'
import type { Draft, DraftField } from './draft.ts'
import { parseMoment, parseTimeZone } from './moment.ts'

/** A draft that can be evaluated. Its world has a moment and a zone, so that the answer can be had again. */
export interface Request {
  readonly pac: string
  readonly visits: readonly Visit[]
  readonly world: World & { readonly now: number; readonly timeZone: string }
  readonly resolve: boolean
}

/** What is wrong with one field, and what may be meant. */
export interface Problem {
  readonly field: DraftField
  readonly message: string
}

/** What a field left empty means. */
export interface Defaults {
  readonly client: string
  readonly now: number
  readonly timeZone: string
}

const limits = { pacBytes: 1_048_576, visits: 1000, urlLength: 8192, clients: 16, names: 1000, addressesPerName: 16 } as const

/** Checks a draft: the request that it makes, or every problem, at most one a field. */
export function readDraft(draft: Draft, defaults: Defaults): Request | readonly Problem[] {
  const problems: Problem[] = []
  function read<T>(field: DraftField, reader: () => T): T | undefined {
    try {
      return reader()
    } catch (error) {
      problems.push({ field, message: (error as Error).message })
      return undefined
    }
  }
  const pac = read('pac', () => readPac(draft.pac))
  const visits = read('visits', () => readVisits(draft.visits))
  const addresses = read('client', () => readClient(draft.client, defaults.client))
  const timeZone = read('tz', () => (draft.tz.trim() === '' ? defaults.timeZone : parseTimeZone(draft.tz.trim())))
  const now = read('now', () => readNow(draft.now.trim(), timeZone ?? defaults.timeZone, defaults.now))
  const dns = read('dns', () => readNames(draft.dns))
  if (!pac || !visits || !addresses || !timeZone || now === undefined || !dns) return problems
  return { pac, visits, world: { addresses, now, timeZone, dns }, resolve: draft.resolve }
}

function readPac(text: string): string {
  if (text.trim() === '') throw new RangeError('there is no PAC: paste one, or load a live one')
  const bytes = Buffer.byteLength(text)
  if (bytes > limits.pacBytes) throw new RangeError(`the PAC has ${bytes} bytes; clients take less than ${limits.pacBytes}`)
  return text
}

function readVisits(lines: readonly string[]): Visit[] {
  const visits = lines.flatMap((line, i) => (line.trim() === '' ? [] : [readVisit(line.trim(), i + 1)]))
  if (visits.length === 0) throw new RangeError('there is no visit: write one URL a line, such as https://www.example.org/')
  if (visits.length > limits.visits) throw new RangeError(`there are ${visits.length} visits; at most ${limits.visits} at once`)
  return visits
}

function readVisit(text: string, line: number): Visit {
  if (text.length > limits.urlLength) throw new RangeError(`line ${line} has over ${limits.urlLength} characters`)
  const url = URL.parse(text)
  if (url !== null && url.host !== '' && /^(https?|wss?|ftp):$/.test(url.protocol)) return { url: text }
  const meant = URL.parse(`https://${text}`)
  const hint = meant !== null && /^([\w.-]+|\[[\da-f:]+\])(:\d+)?(\/|$)/i.test(text) ? ` (did you mean ${meant.href}?)` : ''
  throw new RangeError(`line ${line}: "${clip(text)}" is not a URL that a browser opens through a proxy${hint}`)
}

function readClient(texts: readonly string[], fallback: string): string[] {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '')
  if (given.length > limits.clients)
    throw new RangeError(`there are ${given.length} addresses; a client has at most ${limits.clients}`)
  return given.length === 0 ? [fallback] : given.map((text) => readAddress(text))
}

function readNow(text: string, timeZone: string, fallback: number): number {
  return text === '' || text.toLowerCase() === 'now' ? fallback : parseMoment(text, timeZone)
}

function readNames(lines: readonly string[]): Record<string, string[]> {
  const entries = lines.flatMap((line, i) => (line.trim() === '' ? [] : [readName(line, i + 1)]))
  if (entries.length > limits.names)
    throw new RangeError(`there are ${entries.length} names; at most ${limits.names} can be pinned`)
  return Object.fromEntries(entries)
}

function readName(text: string, line: number): [string, string[]] {
  const [, name, list] = /^\s*([^\s=,]{1,253}?)\.?\s*=(.*)$/.exec(text) ?? []
  if (name === undefined || list === undefined)
    throw new RangeError(`line ${line}: "${clip(text)}" pins no name (write www.example.org = 192.0.2.5)`)
  const addresses = list.split(/[\s,]+/).filter((one) => one !== '')
  if (addresses.length > limits.addressesPerName)
    throw new RangeError(`line ${line} has ${addresses.length} addresses; a name takes at most ${limits.addressesPerName}`)
  return [name.toLowerCase(), addresses.map((one) => readAddress(one, line))]
}

function readAddress(text: string, line?: number): string {
  const address = parseAddress(text)
  if (address !== undefined) return address.text
  throw new RangeError(`${line === undefined ? '' : `line ${line}: `}"${clip(text)}" is not an IP address`)
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
