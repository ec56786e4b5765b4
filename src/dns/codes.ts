/** Record types that we hold, refuse or name in a sighting (IANA, DNS parameters). */
export const Type = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  HINFO: 13,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  OPT: 41,
  DS: 43,
  SVCB: 64,
  HTTPS: 65,
  IXFR: 251,
  AXFR: 252,
  ANY: 255,
} as const

/** The class of the Internet; we hold no other. */
export const classIn = 1

/** Response codes (RFC 1035, section 4.1.1; RFC 6891 for the last, which needs an OPT record). */
export const Rcode = { noerror: 0, formerr: 1, nxdomain: 3, notimp: 4, refused: 5, badvers: 16 } as const

const names: ReadonlyMap<number, string> = new Map(Object.entries(Type).map(([name, code]) => [code, name]))

/** `A`, or `TYPE1234` for a type that has no name here (RFC 3597, section 5). */
export function typeName(code: number): string {
  return names.get(code) ?? `TYPE${code}`
}
