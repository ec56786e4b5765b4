/** What a relay says of a client in option 82 (RFC 3046). */

/** Suboptions: the port or VLAN that the client is on, who the relay is, and the client's subnet where giaddr is not on it (RFC 3527). */
export const suboption = { circuit: 1, remote: 2, linkSelection: 5 } as const

/** The first suboption of this code; `undefined` when it is not there, or what stands before it runs over the end. */
export function relaySuboption(relayInformation: Uint8Array, code: number): Uint8Array | undefined {
  for (let at = 0; at + 2 <= relayInformation.length; ) {
    const end = at + 2 + relayInformation[at + 1]!
    if (end > relayInformation.length) return undefined
    if (relayInformation[at] === code) return relayInformation.subarray(at + 2, end)
    at = end
  }
  return undefined
}
