import { type BytePattern, fits } from './byte-pattern.ts'
import type { ClientClass } from './options.ts'
import type { OptionBytes } from './read-options.ts'
import { relaySuboption, suboption } from './relay-information.ts'

/** The first of the classes of which every condition holds; a class looks at options 60, 77 and, of option 82, 1 and 2. Pure. */
export function findClass(classes: readonly ClientClass[], asked: OptionBytes): ClientClass | undefined {
  return classes.length === 0 ? undefined : classes.find((each) => isOf(each, asked))
}

function isOf({ vendor, user, circuit, remote }: ClientClass, asked: OptionBytes): boolean {
  return (
    holds(vendor, () => (asked.vendorClass === undefined ? [] : [withoutNuls(asked.vendorClass)])) &&
    holds(user, () => userClasses(asked.userClass)) &&
    holds(circuit, () => relayed(asked, suboption.circuit)) &&
    holds(remote, () => relayed(asked, suboption.remote))
  )
}

function holds(pattern: BytePattern | undefined, values: () => readonly Uint8Array[]): boolean {
  return pattern === undefined || values().some((value) => fits(pattern, value))
}

function relayed({ relayInformation }: OptionBytes, code: number): Uint8Array[] {
  const found = relayInformation && relaySuboption(relayInformation, code)
  return found === undefined ? [] : [found]
}

/**
 * The user classes of a client. RFC 3004 has a list, each with its length in front; Windows sends one as it is (`ipconfig
 * /setclassid`). What can be read as a list may also be one text, so it counts as both.
 */
export function userClasses(option: Uint8Array | undefined): Uint8Array[] {
  if (option === undefined || option.length === 0) return []
  const whole = withoutNuls(option)
  const list: Uint8Array[] = []
  for (let at = 0; at < option.length; ) {
    const end = at + 1 + option[at]!
    if (option[at] === 0 || end > option.length) return [whole]
    list.push(option.subarray(at + 1, end))
    at = end
  }
  return [...list, whole]
}

// requirement D6: NULs at the end are not part of a text
function withoutNuls(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  return bytes.subarray(0, end)
}
