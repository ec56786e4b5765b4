import * as v from 'valibot'
import { parseAddress } from '../net/address.ts'
import { type Endpoint, parseEndpoint } from '../net/endpoint.ts'
import { allowField, readField } from '../net/fields.ts'

/** Where to listen: an address and port of our own, or the sockets that systemd hands over under a name. */
export type ListenAt = Endpoint | { readonly socketName: string }

/** Which vendor classes (option 60): one text, or all that start with it. */
export interface VendorPattern {
  readonly text: string
  readonly isPrefix: boolean
}

const listenField = readField<ListenAt>('an address and port in quotes, or fd:NAME', (text) => {
  if (text.startsWith('fd:')) return { socketName: parseSocketName(text) }
  const endpoint = parseEndpoint(text)
  // DHCPv6 has no WPAD option (requirement D12)
  if (parseAddress(endpoint.address)?.family !== 4) throw new RangeError(`"${text}" is IPv6: only DHCP for IPv4 has option 252`)
  return endpoint
})

function parseSocketName(text: string): string {
  const name = text.slice('fd:'.length)
  // systemd.socket(5), FileDescriptorName=
  if (!/^[\x21-\x39\x3b-\x7e]{1,255}$/.test(name))
    throw new RangeError(`"${text}" names no socket (write fd:NAME as in FileDescriptorName=)`)
  return name
}

const vendorField = readField<VendorPattern>('a vendor class', (text) => {
  const isPrefix = text.endsWith('*')
  const pattern = { text: isPrefix ? text.slice(0, -1) : text, isPrefix }
  if (text === '' || pattern.text.includes('*'))
    throw new RangeError(`"${text}" is not a vendor class, or its start with a final *`)
  return pattern
})

const urlField = readField('a URL', (text) => {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text))
    throw new RangeError(`"${text}" is not an http URL in ASCII`)
  if (text.length > 1024) throw new RangeError(`a URL of ${text.length} characters is over 1024`)
  return text
})

const terminatorField = v.picklist(['none', 'nul', 'newline'], 'is not none, nul or newline')
const reactionField = v.picklist(['silence', 'answer'], 'is not silence or answer')

/** The section `dhcp` of the configuration. */
export const dhcpOptions = v.strictObject({
  listen: v.optional(v.pipe(v.array(listenField), v.minLength(1, 'is empty (to listen nowhere, write dhcp: off)')), [
    '0.0.0.0:67',
  ]),
  /** Sends option 252 even when the parameter list does not name it. */
  always: v.optional(v.boolean('is not true or false'), false),
  /** What follows the URL in option 252; some old clients need it, others choke on it (requirement D6). */
  terminator: v.optional(terminatorField, 'none'),
  /** Exceptions by vendor class; the first that matches counts. */
  classes: v.optional(
    v.array(v.strictObject({ vendor: vendorField, terminator: v.optional(terminatorField), url: v.optional(urlField) })),
    [],
  ),
  /** An INFORM with an empty parameter list (requirement D16). */
  emptyParameterList: v.optional(reactionField, 'silence'),
  /** An INFORM of a Windows client, vendor class `MSFT ...`, whose parameter list lacks 252 (requirement D16). */
  windowsWithout252: v.optional(reactionField, 'answer'),
  allow: allowField,
})

export type DhcpOptions = v.InferOutput<typeof dhcpOptions>
