import { readFile } from 'node:fs/promises'
import { systemAddresses } from '../clients/this-machine.ts'
import type { Evaluation } from '../evaluator/record.ts'
import { isZone, ownZone, type Resolve } from '../evaluator/world.ts'
import { parseAddress } from '../net/address.ts'
import { formatEndpoint, parseEndpoint } from '../net/endpoint.ts'
import { liveNames } from '../net/live-names.ts'
import { type NameTable, readNameTable } from '../net/name-table.ts'
import { Misuse, userPath } from './command.ts'
import type { WorldValues } from './eval-options.ts'

const mostLiveNames = 10_000
const longestTimeout = 60_000
const usualTimeout = 2000

/** The world in which a PAC is evaluated, from what was said of it. The moment and the zone are fixed here, for all evaluations alike. */
export async function readWorld(values: WorldValues): Promise<Evaluation['world']> {
  const now = values.now === undefined ? Date.now() : Date.parse(values.now)
  if (Number.isNaN(now)) throw new Misuse(`--now: "${values.now}" is not a moment (write 2026-01-05T09:00:00Z)`)
  if (values.tz !== undefined && !isZone(values.tz))
    throw new Misuse(`--tz: "${values.tz}" is not a time zone (write Europe/Madrid)`)
  const pinned = Object.fromEntries((values.dns ?? []).map(readPin))
  return {
    addresses: values['client-ip']?.map((text) => readAddress('--client-ip', text)) ?? systemAddresses(),
    dns: { ...(await readFileOfNames(values['dns-file'])), ...pinned },
    now,
    timeZone: values.tz ?? ownZone(),
  }
}

/** Who is asked for names that the world lacks; `undefined`: nobody. */
export function readResolver({ live, resolver, ...values }: WorldValues): Resolve | undefined {
  const milliseconds = readTimeout(values)
  if (!live && resolver === undefined) return undefined
  const servers = resolver?.split(',').map(readServer)
  return liveNames({ milliseconds, names: mostLiveNames, ...(servers && { servers }) })
}

/** How long a name may take, in milliseconds. */
export function readTimeout(values: WorldValues): number {
  const text = values['dns-timeout'] ?? String(usualTimeout)
  const milliseconds = /^\d+$/.test(text) ? Number(text) : 0
  if (milliseconds < 1 || milliseconds > longestTimeout)
    throw new Misuse(`--dns-timeout: "${text}" is not a number of milliseconds from 1 to ${longestTimeout}`)
  return milliseconds
}

async function readFileOfNames(path: string | undefined): Promise<NameTable> {
  if (path === undefined) return {}
  const text = await readFile(userPath(path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Misuse(`--dns-file: ${whyUnreadable(path, error)}`)
  })
  try {
    return readNameTable(text)
  } catch (error) {
    throw new Misuse(`--dns-file: ${path}: ${(error as Error).message}`, { cause: error })
  }
}

/** Why a file that its user named cannot be read. */
export function whyUnreadable(path: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `there is no file ${path}`
  if (code === 'EISDIR') return `${path} is a folder`
  if (code === 'EACCES') return `${path} may not be read by this user`
  return `${path} cannot be read: ${message}`
}

function readServer(text: string): string {
  try {
    const address = parseAddress(text.trim())
    return formatEndpoint(address === undefined ? parseEndpoint(text.trim()) : { address: address.text, port: 53 })
  } catch (error) {
    throw new Misuse(`--resolver: ${(error as Error).message}`, { cause: error })
  }
}

function readPin(text: string): [string, string[]] {
  const [, name, list] = /^([^=]+)=(.*)$/.exec(text) ?? []
  if (name === undefined || list === undefined) throw new Misuse(`--dns: "${text}" is not NAME=ADDRESS,ADDRESS`)
  return [name.toLowerCase(), list.split(',').flatMap((item) => (item === '' ? [] : [readAddress('--dns', item)]))]
}

function readAddress(option: string, text: string): string {
  const address = parseAddress(text.trim())
  if (address === undefined) throw new Misuse(`${option}: "${text}" is not an IP address`)
  return address.text
}
