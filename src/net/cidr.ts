import { type Address, parseAddress } from './address.ts'

/** A block of addresses: `192.0.2.0/24`, `2001:db8::/48`. */
export interface Cidr {
  readonly network: Address
  readonly prefixLength: number
  readonly text: string
}

/** Reads a CIDR block; a bare address is a block of one. Throws a RangeError that says what is wrong and what may be meant. */
export function parseCidr(text: string): Cidr {
  const [addressText = '', lengthText, ...rest] = text.split('/')
  const address = parseAddress(addressText)
  if (address === undefined || rest.length > 0) throw notACidr(text, suggestion(addressText, lengthText))
  const bits = address.bytes.length * 8
  if (lengthText !== undefined && !/^\d{1,3}$/.test(lengthText)) throw notACidr(text, byMask(address, lengthText))
  const prefixLength = lengthText === undefined ? bits : Number(lengthText)
  if (prefixLength > bits) throw notACidr(text, `${address.text}/${bits}`)
  const network = masked(address, prefixLength)
  if (network !== address.text) throw notACidr(text, `${network}/${prefixLength}`, 'has host bits set')
  return { network: address, prefixLength, text: `${address.text}/${prefixLength}` }
}

/** Whether `address` lies in `block`. Addresses of the other family never do. */
export function contains(block: Cidr, address: Address): boolean {
  if (block.network.family !== address.family) return false
  const whole = block.prefixLength >> 3
  for (let i = 0; i < whole; i++) if (block.network.bytes[i] !== address.bytes[i]) return false
  const rest = block.prefixLength & 7
  return rest === 0 || (block.network.bytes[whole]! ^ address.bytes[whole]!) >> (8 - rest) === 0
}

/** Whether a listener's `allow` lets this client in: one of its blocks holds it, or there is none, which means everyone. */
export function isAllowed(allow: readonly Cidr[], client: Address): boolean {
  return allow.length === 0 || allow.some((block) => contains(block, client))
}

/** The network of an address, as text: `192.0.2.0/24`. */
export function networkOf(address: Address, prefixLength: number): string {
  return `${masked(address, prefixLength)}/${prefixLength}`
}

function masked(address: Address, prefixLength: number): string {
  const bytes = address.bytes.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, prefixLength - i * 8))))
  const text = address.family === 4 ? bytes.join('.') : hextets(bytes)
  return parseAddress(text)?.text ?? text
}

function hextets(bytes: Uint8Array): string {
  return Array.from({ length: 8 }, (_, i) => ((bytes[i * 2]! << 8) | bytes[i * 2 + 1]!).toString(16)).join(':')
}

// 10.0.0/8 is how people write 10.0.0.0/8
function suggestion(addressText: string, lengthText: string | undefined): string | undefined {
  if (!/^\d+(\.\d+){0,2}\.?$/.test(addressText)) return undefined
  const parts = addressText.split('.').filter((part) => part !== '')
  const filled = [...parts, '0', '0', '0'].slice(0, 4).join('.')
  return parseAddress(filled) === undefined ? undefined : `${filled}/${lengthText ?? parts.length * 8}`
}

// 192.0.2.0/255.255.255.0 is how others write 192.0.2.0/24
function byMask(address: Address, maskText: string): string | undefined {
  const bits = [...(parseAddress(maskText)?.bytes ?? [])].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const [ones] = /^1*(?=0*$)/.exec(bits) ?? []
  return ones === undefined || bits.length !== address.bytes.length * 8 ? undefined : `${address.text}/${ones.length}`
}

function notACidr(text: string, meant: string | undefined, why = 'is not a CIDR block'): RangeError {
  return new RangeError(`"${text}" ${why}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`)
}
