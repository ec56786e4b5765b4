/**
 * One way out that a PAC names. `direct` has neither host nor port. IPv6 hosts stand without brackets. Some clients leave to others
 * what the PAC does not say: `socks` is SOCKS without a version, and a `port` of `null` none at all. Firefox makes of a proxy that it
 * cannot read one with an empty host and the port -1.
 */
export type Proxy =
  | { readonly type: 'direct' }
  | { readonly type: 'http' | 'https' | 'socks' | 'socks4' | 'socks5'; readonly host: string; readonly port: number | null }

/** Why a PAC gave no answer. */
export type Failure = 'syntax' | 'missing-function' | 'exception' | 'not-a-string' | 'non-ascii-result' | 'timeout' | 'memory'

/** The script's own text, and the proxies that the client kind reads from it (never empty: nothing valid is DIRECT). */
export interface AnsweredVerdict {
  readonly kind: 'answered'
  readonly raw: string
  readonly proxies: readonly Proxy[]
}

/** The client goes DIRECT without asking the PAC (localhost and the like). */
export interface BypassedVerdict {
  readonly kind: 'bypassed'
  readonly detail: string
}

/** The PAC gave no answer. `clientDoes`: what the client kind makes of that. */
export interface FailedVerdict {
  readonly kind: 'failed'
  readonly reason: Failure
  readonly detail: string
  readonly clientDoes: 'direct' | 'error'
}

/** What a PAC decided for one visit, or how it failed. Plain JSON: it can be saved, compared and sent. */
export type Verdict = AnsweredVerdict | BypassedVerdict | FailedVerdict
