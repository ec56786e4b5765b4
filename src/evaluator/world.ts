/** A PAC, as text or as the bytes and Content-Type that a server sends (the dialect then chooses the encoding). */
export type PacSource = { readonly text: string } | { readonly bytes: Uint8Array; readonly contentType?: string }

/** A URL that a client opens. Without `host` it is taken from the URL as the dialect does. */
export interface Visit {
  readonly url: string
  readonly host?: string
}

/** Everything that a PAC may ask about. Nothing else of this machine reaches the script. */
export interface World {
  /** The client's addresses, IPv4 and IPv6, the preferred first; none: the machine has no network. */
  readonly addresses: readonly string[]
  /** Name (lower-case) to addresses. A name that is not here does not resolve. */
  readonly dns: Readonly<Record<string, readonly string[]>>
  /** The moment of the visit: milliseconds since 1970. Without it the evaluator's own clock at the call. */
  readonly now?: number
  /** IANA zone of the client, such as `Europe/Madrid`. Without it the host's own. */
  readonly timeZone?: string
}

/** Answers DNS names for a world that is not pinned: the addresses, or none when the name does not resolve. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly string[]>

/** Whether a text names a time zone that this machine knows: `Europe/Madrid`, `UTC`. */
export function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** This machine's own time zone. */
export function ownZone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone
}
