import * as v from 'valibot'
import { parseAddress } from '../net/address.ts'
import { type Endpoint, parseEndpoint } from '../net/endpoint.ts'
import { allowField, readField, sectionOrOff } from '../net/fields.ts'
import { parseBytePattern } from './byte-pattern.ts'

/** Where to listen: an address and port of our own, or the sockets that systemd hands over under a name. */
export type ListenAt = Endpoint | { readonly socketName: string }

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

const patternField = readField('a text (write it in quotes)', parseBytePattern)

const urlField = readField('a URL', (text) => {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text))
    throw new RangeError(`"${text}" is not an http URL in ASCII`)
  if (text.length > 1024) throw new RangeError(`a URL of ${text.length} characters is over 1024`)
  return text
})

const terminatorField = v.picklist(['none', 'nul', 'newline'], 'is not none, nul or newline')
const reactionField = v.picklist(['silence', 'answer'], 'is not silence or answer')

// every INFORM is compared with all of them
const mostClasses = 64

/** Some clients, and what they are told instead; all the conditions that are given have to hold. */
const clientClass = v.pipe(
  v.strictObject({
    /** Option 60. */
    vendor: v.optional(patternField),
    /** Option 77, one of the list. */
    user: v.optional(patternField),
    /** Of option 82, which a relay adds: suboption 1. */
    circuit: v.optional(patternField),
    /** Suboption 2. */
    remote: v.optional(patternField),
    /** The site whose answer they get. */
    site: v.optional(v.string('is not the name of a site')),
    url: v.optional(urlField),
    terminator: v.optional(terminatorField),
  }),
  v.check(
    ({ vendor, user, circuit, remote }) => [vendor, user, circuit, remote].some((pattern) => pattern !== undefined),
    'has no condition (vendor, user, circuit or remote), so it would be for everyone',
  ),
)

export type ClientClass = v.InferOutput<typeof clientClass>

const rateField = v.pipe(v.number('is not a number'), v.minValue(1, 'is under 1'))

/** The section `dhcp` of the configuration. */
export const dhcpOptions = v.strictObject({
  listen: v.optional(v.pipe(v.array(listenField), v.minLength(1, 'is empty (to listen nowhere, write dhcp: off)')), [
    '0.0.0.0:67',
  ]),
  /** Sends option 252 even when the parameter list does not name it. */
  always: v.optional(v.boolean('is not true or false'), false),
  /** What follows the URL in option 252; some old clients need it, others choke on it (requirement D6). */
  terminator: v.optional(terminatorField, 'none'),
  /** Exceptions; the first that fits counts. */
  classes: v.optional(
    v.pipe(
      v.array(clientClass, 'is not a list of classes'),
      v.maxLength(mostClasses, `has over ${mostClasses} classes, which every request would be compared with`),
    ),
    [],
  ),
  /** An INFORM with an empty parameter list (requirement D16). */
  emptyParameterList: v.optional(reactionField, 'silence'),
  /** An INFORM of a Windows client, vendor class `MSFT ...`, whose parameter list lacks 252 (requirement D16). */
  windowsWithout252: v.optional(reactionField, 'answer'),
  /** INFORMs a second, and as many at once: of one client, of all. */
  rateLimit: v.optional(
    sectionOrOff(v.strictObject({ perClient: v.optional(rateField, 500), overall: v.optional(rateField, 10_000) })),
    {},
  ),
  allow: allowField,
})

export type DhcpOptions = v.InferOutput<typeof dhcpOptions>
