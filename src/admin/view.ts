import type { ServiceAt } from '../clients/self-lookups.ts'
import type { Revision } from '../revisions/revision.ts'
import type { Profile } from '../sites/find-profile.ts'
import type { SiteAnswer } from '../sites/find-site.ts'

/** What the pages show of the running server: plain JSON, sent whole to the admin thread at each reload. */
export interface AdminView {
  /** wpadd's own version. */
  readonly version: string
  /** In configuration order. */
  readonly sites: readonly SiteView[]
  /** Where the services listen, and whom they answer. */
  readonly services?: ServicesView | undefined
}

/** What is open now. A service that is off is absent. */
export interface ServicesView {
  readonly http?: ServiceAt | undefined
  readonly dns?: ServiceAt | undefined
  readonly dhcp?: ServiceAt | undefined
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
  /** Those of its clients that are served another PAC, in the order in which they are tried; absent: nobody. */
  readonly profiles?: readonly ProfileView[]
}

/** One profile of a site, as the pages show it. */
export interface ProfileView {
  readonly name: string
  /** Whom it is for: every condition in a few words. */
  readonly when: readonly string[]
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

/** A PAC that can be previewed, under its site's name or `SITE/PROFILE`. */
export type LivePac = Pick<SiteView, 'name' | 'domains' | 'pac'>

/** Every PAC that is served, site by site. */
export function livePacs({ sites }: AdminView): LivePac[] {
  return sites.flatMap((site) => [
    site,
    ...(site.profiles ?? []).map(({ name, pac }) => ({ name: `${site.name}/${name}`, domains: site.domains, pac })),
  ])
}

/** Whether clients fetch a PAC at this host name, over plain HTTP. */
export function servesPac({ sites }: AdminView, host: string): boolean {
  if (host === 'wpad' || host.startsWith('wpad.')) return true
  return sites.some(({ url }) => URL.parse(url)?.hostname === host)
}

/** What is served, as the pages show it. */
export function viewOf(answers: readonly SiteAnswer[], version: string, services?: ServicesView): AdminView {
  return {
    version,
    services,
    sites: answers.map(({ site, revision, profiles = [] }) => ({
      name: site.name,
      subnets: site.subnets.map(({ text }) => text),
      domains: site.domains,
      addresses: site.addresses,
      url: site.url,
      pac: pacView(revision),
      profiles: profiles.map((each) => ({
        name: each.profile.name,
        when: conditions(each.profile),
        pac: pacView(each.revision),
      })),
    })),
  }
}

function pacView({ id, body, file, lastModified, warnings = [] }: Revision): PacView {
  const known = file === undefined ? {} : { file }
  return { id, text: body.toString('utf8'), ...known, since: lastModified.toISOString(), warnings }
}

function conditions({ subnets, host, userAgent, query }: Profile): string[] {
  const oneOf = (what: string, texts: readonly { readonly text: string }[]) =>
    texts.length === 0 ? [] : [`${what} ${texts.map(({ text }) => text).join(' or ')}`]
  return [
    ...oneOf('client in', subnets),
    ...oneOf('Host', host),
    ...oneOf('User-Agent', userAgent),
    ...query.map(({ key, value }) => `query ${key}=${value.text}`),
  ]
}
