import { parseAddress } from '../net/address.ts'
import type { DialectRules } from './dialects/rules.ts'
import type { World } from './world.ts'

const MOST_ZONES = 64

/** Throws a RangeError when a world holds more names than allowed, something that is no address, or a time zone that nobody knows. */
export function checkWorld(world: World, mostNames: number): void {
  const names = Object.keys(world.dns)
  if (names.length > mostNames) throw new RangeError(`dns has ${names.length} names, over the limit of ${mostNames}`)
  for (const address of world.addresses) canonical(address, 'addresses')
  for (const name of names) for (const address of world.dns[name] ?? []) canonical(address, `dns["${name}"]`)
  zoneName(world.timeZone)
}

/**
 * The world as the sandbox takes it (pac/builtins/machine.js): JSON in which every name has the one address and all the addresses
 * that the dialect tells of it, '' for none. `mayAsk`: whether a name that is missing ends the visit, so that it can be resolved.
 * Throws as `checkWorld` does.
 */
export function worldText(world: World, rules: DialectRules, mayAsk: boolean): string {
  const own = world.addresses.map((text) => canonical(text, 'addresses'))
  const one: Record<string, string> = Object.create(null)
  const all: Record<string, string> = Object.create(null)
  for (const [name, texts] of Object.entries(world.dns)) {
    const key = name.toLowerCase().replace(/\.$/, '')
    const told = rules.nameAddresses(
      texts.map((text) => canonical(text, name)),
      own,
    )
    one[key] = told.one
    all[key] = told.all
  }
  const { one: myAddress, all: myAddresses } = rules.myAddresses(own)
  return JSON.stringify({ one, all, myAddress, myAddresses, mayAsk, timeZone: zoneName(world.timeZone) })
}

// asking Intl takes longer than evaluating a hundred visits
const zoneNames = new Map<string | undefined, string>()

function zoneName(timeZone: string | undefined): string {
  let name = zoneNames.get(timeZone)
  if (name === undefined) {
    name = new Intl.DateTimeFormat('en-US', timeZone === undefined ? {} : { timeZone }).resolvedOptions().timeZone
    if (zoneNames.size >= MOST_ZONES) zoneNames.clear()
    zoneNames.set(timeZone, name)
  }
  return name
}

function canonical(text: string, where: string): string {
  const address = parseAddress(text)
  if (address === undefined) throw new RangeError(`${where}: "${text}" is not an IP address`)
  return address.text
}
