/** How a client reached us. */
export type Via = 'dhcp' | 'dns' | 'http' | 'llmnr' | 'nbns' | 'mdns'

/**
 * One thing that a client did and what came of it. The edges report each; the composition root counts, logs and keeps them.
 * `outcome` comes from a closed set of each protocol's own (an answer's kind, or the reason for silence), so that it can be
 * a metric's label; what a stranger chose stands in `detail` alone.
 */
export interface Sighting {
  readonly via: Via
  readonly client: string
  readonly answered: boolean
  readonly outcome: string
  /** Worth a warning: a malformed packet, a reply that could not be sent. */
  readonly unusual?: boolean
  /** What was asked (a name, a Host, an option), at most 256 characters of it. */
  readonly detail?: string
  /** Which profile's PAC was served, as `SITE/PROFILE`; absent where none was. */
  readonly profile?: string
  /** Whose answer it was: a site's name; absent where none was found. */
  readonly site?: string | undefined
  /** What the client was told: a URL (DHCP), addresses or a URL (DNS), the PAC's revision (HTTP). */
  readonly told?: string | undefined
  /** As it was sent (HTTP). */
  readonly userAgent?: string | undefined
  /** `02:00:00:00:00:20` and a host name, where the client said so (DHCP). */
  readonly hardware?: string | undefined
  readonly hostName?: string | undefined
  /** From reading the request to handing over the reply. */
  readonly milliseconds: number
}

/** Takes a sighting; never throws and never waits. */
export type Report = (sighting: Sighting) => void
