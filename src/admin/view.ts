/** What the pages show of the running server: plain JSON, sent whole to the admin thread at each reload. */
export interface AdminView {
  /** wpadd's own version. */
  readonly version: string
  /** In configuration order. */
  readonly sites: readonly SiteView[]
}

/** One site, as the pages show it. */
export interface SiteView {
  readonly name: string
  /** CIDR blocks as text; none: every client. */
  readonly subnets: readonly string[]
  readonly domains: readonly string[]
  readonly addresses: readonly string[]
  /** The text of option 252; a single newline where there is no proxy. */
  readonly url: string
  readonly pac: PacView
}

/** The PAC that a site serves now. */
export interface PacView {
  /** The revision's id. */
  readonly id: string
  readonly text: string
  /** Absent: built in (`pac: none`). */
  readonly file?: string
  /** ISO 8601: the Last-Modified date that clients are told. */
  readonly since: string
  /** What its checks found, one sentence each. */
  readonly warnings: readonly string[]
}
