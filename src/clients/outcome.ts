import type { End, Lookup } from './lookup.ts'

/** Why a lookup did not find what it asked for, as far as advice depends on it. */
export type Reason =
  | 'no DHCP answer'
  | 'no option 252'
  | 'no proxy here'
  | 'not a URL'
  | 'no privilege'
  | 'port taken'
  | 'no own address'
  | 'no such name'
  | 'no such record'
  | 'refused'
  | 'server failure'
  | 'no DNS answer'
  | 'no DNS server'
  | 'too late'
  | 'no neighbour'
  | 'outside'
  | 'no address'
  | 'unreachable'
  | 'no HTTP answer'
  | 'unreadable'
  | 'status'
  | 'redirect'
  | 'not fetched'
  | 'no script'
  | 'HTML'
  | 'too large'
  | 'type'
  | 'coding'
  | 'byte order mark'
  | 'cut short'

/** A PAC that a client found. */
export interface FoundPac {
  readonly url: string
  readonly bytes: number
  readonly contentType: string
}

/** What came of a lookup. */
export interface Outcome {
  readonly end: End
  /** In a few words: `192.0.2.10`, `NXDOMAIN`, `404 Not Found`. */
  readonly says: string
  /** What was found: addresses, a URL, a name. */
  readonly values: readonly string[]
  readonly reason?: Reason
  /** Who answered, where anyone may. */
  readonly from?: string
  readonly pac?: FoundPac
}

/** A lookup that was made, or that the client would have made. */
export interface Made {
  readonly lookup: Lookup
  /** What was asked, with all that the plan could not know. */
  readonly ask: string
  readonly outcome: Outcome
  readonly milliseconds: number
}

export function found(values: readonly string[], says = values.join(', ')): Outcome {
  return { end: 'found', says, values }
}

export function missed(end: Exclude<End, 'found'>, reason: Reason, says: string): Outcome {
  return { end, reason, says, values: [] }
}
