import type { Failure, Proxy as WayOut } from '../verdict.ts'
import type { PacSource, Visit } from '../world.ts'

/** What a visit is for a script: the two arguments of FindProxyForURL; or the reason why the client never asks the script. */
export type Question = { readonly url: string; readonly host: string } | { readonly bypassed: string }

/** A PAC as the client reads it, with so many characters of its own `ahead` of the author's; or why the client has none. */
export type Script = { readonly text: string; readonly ahead?: number } | { readonly failed: Failure; readonly detail: string }

/** Addresses as a script is told them: one, and several with semicolons between them. Empty: none. */
export interface Told {
  readonly one: string
  readonly all: string
}

/** How one engine runs a PAC: data, and the small functions in which engines differ. The level of its language is in languages.ts. */
export interface DialectRules {
  /** The functions that it gives to scripts: names of files in pac/builtins, in the order in which they are run. */
  readonly functions: readonly string[]
  /** How many different names one visit may ask; later ones do not resolve. */
  readonly mostLookups: number
  /** Whether a name that was not asked yet makes it run the function again from its start. */
  readonly restarts: boolean
  /** What the client does when a script fails. */
  readonly onFailure: 'direct' | 'error'
  /** Whether an answer with a character outside ASCII is a failure. */
  readonly asciiAnswers: boolean
  /** Decodes a PAC and refuses what this client does not take for one. */
  readonly readScript: (pac: PacSource) => Script
  /** Reads a URL. Throws a RangeError when it is none. */
  readonly readVisit: (visit: Visit) => Question
  /** The proxies in a script's answer; never empty. */
  readonly readAnswer: (answer: string) => readonly WayOut[]
  /** The client's own addresses as `myIpAddress` and `myIpAddressEx` tell them. */
  readonly myAddresses: (own: readonly string[]) => Told
  /** The addresses of a name as `dnsResolve` and `dnsResolveEx` tell them to a client with addresses of its `own`. */
  readonly nameAddresses: (addresses: readonly string[], own: readonly string[]) => Told
}

/** For engines that set no limit to how many names a visit may ask. */
export const NO_LIMIT = Number.MAX_SAFE_INTEGER
