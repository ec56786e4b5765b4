import { parseAddress } from './address.ts'

/** Where a socket is bound: an address (a wildcard, `0.0.0.0` or `::`, included) and a port; port 0 lets the system choose. */
export interface Endpoint {
  readonly address: string
  readonly port: number
}

/** Open sockets that know where they are bound, and are closed by disposing of them. */
export interface Listener extends AsyncDisposable {
  readonly endpoints: readonly Endpoint[]
}

/** Reads `192.0.2.1:53` or `[2001:db8::1]:53`. Throws a RangeError that says what is wrong and what may be meant. */
export function parseEndpoint(text: string): Endpoint {
  const [, bracketed, bare, portText] = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(text) ?? []
  const address = parseAddress(bracketed ?? bare ?? '')
  const port = Number(portText)
  const familyFits = address === undefined || (address.family === 6) === (bracketed !== undefined)
  if (address === undefined || port > 65535 || !familyFits)
    throw new RangeError(`"${text}" is not an address and port${hint(text)}`)
  return { address: address.text, port }
}

/** The text that `parseEndpoint` reads. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

function hint(text: string): string {
  if (/^\d{1,5}$/.test(text)) return ` (did you mean 0.0.0.0:${text}?)`
  if (/^:\d{1,5}$/.test(text)) return ` (did you mean 0.0.0.0${text}?)`
  if (parseAddress(text) !== undefined) return ` (a port is missing: ${text.includes(':') ? `[${text}]` : text}:PORT)`
  const unbracketed = /^(.*:.*):(\d{1,5})$/.exec(text)
  if (unbracketed && parseAddress(unbracketed[1]!)) return ` (did you mean [${unbracketed[1]}]:${unbracketed[2]}?)`
  return ' (write 192.0.2.1:53 or [2001:db8::1]:53)'
}
