import { parseAddress } from './address.ts'

/** Names, in lower case, and their addresses. */
export type NameTable = Readonly<Record<string, readonly string[]>>

const MOST_NAMES = 100_000

/**
 * Reads names and their addresses from a text: lines as in /etc/hosts (`192.0.2.1 www.example.org www # comment`), or JSON,
 * `{"www.example.org": ["192.0.2.1"]}`; in JSON no address means that the name does not resolve. Throws a RangeError that says
 * where the text is wrong.
 */
export function readNameTable(text: string): NameTable {
  const table = /^\s*\{/.test(text) ? readJson(text) : readHosts(text)
  if (Object.keys(table).length > MOST_NAMES) throw new RangeError(`there are more than ${MOST_NAMES} names`)
  return table
}

function readHosts(text: string): NameTable {
  const table: Record<string, string[]> = Object.create(null)
  text.split(/\r?\n/).forEach((line, i) => {
    const [first, ...names] = line
      .replace(/#.*/, '')
      .split(/\s+/)
      .filter((word) => word !== '')
    if (first === undefined) return
    const address = readAddress(first, `line ${i + 1}`)
    if (names.length === 0)
      throw new RangeError(`line ${i + 1}: "${first}" has no name behind it (write 192.0.2.1 www.example.org)`)
    for (const name of names) {
      const key = canonical(name)
      table[key] = [...(table[key] ?? []), address]
    }
  })
  return table
}

function readJson(text: string): NameTable {
  const table: Record<string, string[]> = Object.create(null)
  for (const [name, addresses] of Object.entries(parse(text))) {
    if (!Array.isArray(addresses)) throw new RangeError(`"${name}" has no list of addresses (write ["192.0.2.1"])`)
    table[canonical(name)] = addresses.map((address) => readAddress(String(address), `"${name}"`))
  }
  return table
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new RangeError(`it is not JSON: ${(error as Error).message}`, { cause: error })
  }
}

// the zone of a link-local address is this machine's business
function readAddress(text: string, where: string): string {
  const address = parseAddress(text.replace(/%.*$/, ''))
  if (address === undefined) throw new RangeError(`${where}: "${text.slice(0, 100)}" is not an IP address`)
  return address.text
}

function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
