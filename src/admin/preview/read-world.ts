import { parseAddress } from '../../net/address.ts'
import { parseMoment } from './moment.ts'

/** What a field left empty means. */
export interface Defaults {
  readonly client: string
  readonly now: number
  readonly timeZone: string
  /** Whether who asks may have this server ask the DNS. */
  readonly mayResolve: boolean
}

const limits = { clients: 16, names: 1000, addressesPerName: 16 } as const

/** The client's addresses; none given: `fallback`. These readers throw a RangeError that says what is wrong. */
export function readClient(texts: readonly string[], fallback: string): string[] {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '')
  if (given.length > limits.clients)
    throw new RangeError(`there are ${given.length} addresses; a client has at most ${limits.clients}`)
  return given.length === 0 ? [fallback] : given.map((text) => readAddress(text))
}

/** A moment; nothing, and `now`, is `fallback`. */
export function readNow(text: string, timeZone: string, fallback: number): number {
  return text === '' || text.toLowerCase() === 'now' ? fallback : parseMoment(text, timeZone)
}

/** Throws where names are to be asked of the DNS and who asks may not: this server would send packets for them. */
export function checkResolve(resolve: boolean, { mayResolve }: Defaults): void {
  if (resolve && !mayResolve) throw new RangeError('asking this server’s DNS takes the role editor: pin the names')
}

/** Pinned names, one `name = address, address` a line. */
export function readNames(lines: readonly string[]): Record<string, string[]> {
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

/** Text of others in a sentence of ours. */
export function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
