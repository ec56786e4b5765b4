/** The options of a DHCP message, walked with every length checked (RFC 2132, section 2), split ones joined (RFC 3396). */

/** Of the options, those that matter to option 252 or to whoever looks for a client, as their bytes; absent is not empty. */
export interface OptionBytes {
  readonly hostName: Uint8Array | undefined
  readonly overload: Uint8Array | undefined
  readonly type: Uint8Array | undefined
  readonly serverIdentifier: Uint8Array | undefined
  readonly parameterList: Uint8Array | undefined
  readonly maximumSize: Uint8Array | undefined
  readonly vendorClass: Uint8Array | undefined
  readonly userClass: Uint8Array | undefined
  readonly clientIdentifier: Uint8Array | undefined
  readonly relayInformation: Uint8Array | undefined
  readonly proxyAutoconfig: Uint8Array | undefined
}

/** What can be wrong with the options. */
export type OptionProblem = 'option overrun' | 'option too long' | 'bad option overload'

export const optionCode = {
  pad: 0,
  dnsServers: 6,
  hostName: 12,
  domainName: 15,
  overload: 52,
  type: 53,
  serverIdentifier: 54,
  parameterList: 55,
  maximumSize: 57,
  vendorClass: 60,
  clientIdentifier: 61,
  userClass: 77,
  relayInformation: 82,
  searchList: 119,
  proxyAutoconfig: 252,
  end: 255,
} as const

/** Where the options start: after the fixed fields and the cookie. */
export const optionsAt = 240
const sname = { from: 44, to: 108 }
const file = { from: 108, to: 236 }
// a joined option of more is nothing that a client sends, and joining it piece by piece is our work
const longestOption = 4096

type Found = { -readonly [name in keyof OptionBytes]: OptionBytes[name] }

/** Reads the options, those in overloaded fields included; `bytes` holds all the fixed fields. */
export function readOptions(bytes: Uint8Array): OptionBytes | OptionProblem {
  const found: Found = {
    ...{ overload: undefined, type: undefined, serverIdentifier: undefined, parameterList: undefined, maximumSize: undefined },
    ...{ vendorClass: undefined, userClass: undefined, clientIdentifier: undefined, relayInformation: undefined },
    ...{ proxyAutoconfig: undefined, hostName: undefined },
  }
  return collect(bytes, optionsAt, bytes.length, found) ?? collectOverloaded(bytes, found) ?? found
}

// RFC 3396, section 5: the order is options, file, sname; option 52 in an overloaded field would go on for ever
function collectOverloaded(bytes: Uint8Array, into: Found): OptionProblem | undefined {
  const { overload } = into
  if (overload === undefined) return undefined
  const fields = overload[0]!
  if (overload.length !== 1 || fields < 1 || fields > 3) return 'bad option overload'
  const bad =
    (fields & 1 ? collect(bytes, file.from, file.to, into) : undefined) ??
    (fields & 2 ? collect(bytes, sname.from, sname.to, into) : undefined)
  return bad ?? (into.overload === overload ? undefined : 'bad option overload')
}

// A missing end mark is forgiven, as every peer does.
function collect(bytes: Uint8Array, from: number, to: number, into: Found): OptionProblem | undefined {
  let at = from
  while (at < to) {
    const option = bytes[at]!
    if (option === optionCode.end) return undefined
    at++
    if (option === optionCode.pad) continue
    const start = at + 1
    const end = start + (bytes[at] ?? 0)
    if (at >= to || end > to) return 'option overrun'
    if (!keep(option, bytes, start, end, into)) return 'option too long'
    at = end
  }
  return undefined
}

function keep(option: number, bytes: Uint8Array, start: number, end: number, into: Found): boolean {
  const name = nameOf(option)
  if (name === undefined) return true
  const before = into[name]
  const piece = new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start)
  if (before === undefined) into[name] = piece
  // a new value even when the piece is empty: that is how a second option 52 is told from the first
  else if (piece.length > 0 || name === 'overload') into[name] = Buffer.concat([before, piece])
  return before === undefined || before.length + piece.length <= longestOption
}

function nameOf(option: number): keyof Found | undefined {
  switch (option) {
    case optionCode.hostName:
      return 'hostName'
    case optionCode.overload:
      return 'overload'
    case optionCode.type:
      return 'type'
    case optionCode.serverIdentifier:
      return 'serverIdentifier'
    case optionCode.parameterList:
      return 'parameterList'
    case optionCode.maximumSize:
      return 'maximumSize'
    case optionCode.vendorClass:
      return 'vendorClass'
    case optionCode.userClass:
      return 'userClass'
    case optionCode.clientIdentifier:
      return 'clientIdentifier'
    case optionCode.relayInformation:
      return 'relayInformation'
    case optionCode.proxyAutoconfig:
      return 'proxyAutoconfig'
    default:
      return undefined
  }
}
