import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as v from 'valibot'
import { type AdminOptions, adminOptions } from '../admin/options.ts'
import { type DhcpOptions, dhcpOptions } from '../dhcp/options.ts'
import { type LlmnrOptions, llmnrOptions } from '../dns/llmnr/options.ts'
import { type MdnsOptions, mdnsOptions } from '../dns/mdns/options.ts'
import { type DnsOptions, dnsOptions } from '../dns/options.ts'
import { type HttpOptions, httpOptions } from '../http/options.ts'
import { sectionOrOff } from '../net/fields.ts'
import { publicSuffixKind } from '../net/public-suffix.ts'
import { type NetbiosOptions, netbiosOptions } from '../netbios/options.ts'
import type { SiteSource } from '../sites/load-answers.ts'
import { type SiteOptions, siteOptions } from '../sites/options.ts'
import { type StoreOptions, storeOptions } from '../store/options.ts'
import { describeIssue } from './describe-issue.ts'
import { ConfigError, type Found, formatPath, formatProblem } from './problem.ts'
import { readYaml } from './read-yaml.ts'
import { unclaimedParents } from './unclaimed-parents.ts'

/** Everything that an administrator decides. A service that is `off` is `undefined`. */
export interface Config {
  /** Where it was read from, for messages. */
  readonly file: string
  /** What can be served and is doubtful, one line each, with its place in the file. */
  readonly warnings: readonly string[]
  readonly sites: readonly SiteSource[]
  readonly dhcp: DhcpOptions | undefined
  readonly dns: DnsOptions | undefined
  readonly http: HttpOptions | undefined
  readonly llmnr: LlmnrOptions | undefined
  readonly mdns: MdnsOptions | undefined
  readonly netbios: NetbiosOptions | undefined
  readonly admin: AdminOptions | undefined
  /** Where the pages keep what people and clients did; off: in memory. */
  readonly store: StoreOptions | undefined
}

/** `off`, or the section's options; left out, the section has its defaults. */
function section<T extends v.GenericSchema>(options: T) {
  return v.optional(sectionOrOff(options), {})
}

/** The same, `off` unless it is written. */
function sectionThatIsOff<T extends v.GenericSchema>(options: T) {
  return v.optional(sectionOrOff(options), 'off')
}

/** The whole file. */
export const configSchema = v.strictObject({
  sites: v.pipe(v.array(v.unknown(), 'is not a list of sites'), v.minLength(1, 'has no site'), v.array(siteOptions)),
  dhcp: section(dhcpOptions),
  dns: section(dnsOptions),
  http: section(httpOptions),
  llmnr: sectionThatIsOff(llmnrOptions),
  mdns: sectionThatIsOff(mdnsOptions),
  netbios: sectionThatIsOff(netbiosOptions),
  admin: section(adminOptions),
  store: section(storeOptions),
})

/** Reads a configuration file. Throws a ConfigError that lists every problem, not the first. */
export async function loadConfig(file: string): Promise<Config> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw new ConfigError(file, [{ path: '', message: `cannot be read (${(error as Error).message})` }])
  }
  return parseConfig(text, file)
}

/** Reads a configuration's text; paths in it are relative to `file`. Throws a ConfigError that lists every problem. */
export function parseConfig(text: string, file: string): Config {
  const yaml = readYaml(text)
  if (yaml.problems.length > 0) throw new ConfigError(file, yaml.problems)
  const result = v.safeParse(configSchema, yaml.value ?? {})
  if (!result.success) {
    throw new ConfigError(
      file,
      result.issues.map((issue) => describeIssue(issue, configSchema, yaml)),
    )
  }
  const { sites, store, ...services } = result.output
  const located = (found: readonly Found[]) => found.map((each) => ({ ...each, line: yaml.lineOf(each.keys) }))
  const suffixes = publicSuffixes(sites)
  const problems = [...contradictions(sites, services), ...suffixes.refused]
  if (problems.length > 0) throw new ConfigError(file, located(problems))
  const base = dirname(resolve(file))
  return {
    file,
    warnings: located([...suffixes.doubtful, ...unclaimedParents(sites)]).map((warning) => formatProblem(file, warning)),
    ...services,
    admin: services.admin && adminAt(services.admin, base),
    store: store && storeAt(store, base),
    sites: sites.map((site) => configuredSite(site, base, services.http?.listen[0]?.port ?? 80)),
  }
}

// a path in the file is relative to the file
function adminAt({ tls, ...admin }: AdminOptions, base: string): AdminOptions {
  return tls === undefined
    ? admin
    : { ...admin, tls: { certificate: resolve(base, tls.certificate), key: resolve(base, tls.key) } }
}

function storeAt(store: StoreOptions, base: string): StoreOptions {
  return { ...store, ...(store.path !== undefined && { path: resolve(base, store.path) }) }
}

function configuredSite(options: SiteOptions, base: string, httpPort: number): SiteSource {
  const { url, pac, profiles, publicSuffix: _decided, parents: _known, ...site } = options
  const addresses = site.addresses.map(({ text }) => text)
  const fileOf = (text: string) => (text === 'none' ? undefined : resolve(base, text))
  return {
    ...site,
    addresses,
    // requirement D11: a single newline says "no proxy here"
    url: hasNoProxy(options) ? '\n' : (url ?? defaultUrl(addresses, httpPort)),
    pacFile: fileOf(pac),
    profiles: profiles.map(({ pac, ...profile }) => ({ ...profile, pacFile: fileOf(pac) })),
  }
}

// with a profile that has a PAC, a client has to fetch it to learn that it is not the one
function hasNoProxy({ pac, profiles }: SiteOptions): boolean {
  return [pac, ...profiles.map((profile) => profile.pac)].every((each) => each === 'none')
}

// an address, since a name may not be delegated yet; IPv4 first, since DHCP's clients have it
function defaultUrl(addresses: readonly string[], port: number): string {
  const address = addresses.find((text) => !text.includes(':')) ?? addresses[0]!
  const host = address.includes(':') ? `[${address}]` : address
  return `http://${host}${port === 80 || port === 0 ? '' : `:${port}`}/wpad.dat`
}

/** Domains under which strangers register names: the wpad name there is, or will be, somebody else's (requirement S1). */
function publicSuffixes(sites: readonly SiteOptions[]): { refused: Found[]; doubtful: Found[] } {
  const refused: Found[] = []
  const doubtful: Found[] = []
  sites.forEach((site, i) => {
    if (site.publicSuffix === 'allow') return
    site.domains.forEach((domain, j) => {
      const kind = publicSuffixKind(domain)
      const keys = ['sites', i, 'domains', j]
      const place = { keys, path: formatPath(keys) }
      if (kind === 'icann')
        refused.push({
          ...place,
          message: `"${domain}" is a public suffix, so wpad.${domain} is anybody's to register (give your own domain; publicSuffix: allow if it is)`,
        })
      if (kind === 'private')
        doubtful.push({
          ...place,
          message: `"${domain}" is a suffix under which a company gives names to its customers (publicSuffix: allow says that it is yours)`,
        })
    })
  })
  return { refused, doubtful }
}

/** What each part says rightly and the whole does not. */
function contradictions(sites: readonly SiteOptions[], { dhcp, http }: Pick<Config, 'dhcp' | 'http'>): Found[] {
  const problems: Found[] = []
  const say = (keys: (string | number)[], message: string) => problems.push({ keys, path: formatPath(keys), message })
  sites.forEach((site, i) => {
    const twin = sites.findIndex(({ name }) => name === site.name)
    if (twin < i) say(['sites', i, 'name'], `"${site.name}" is the name of sites[${twin}] too`)
    if (site.domains.length > 0 && site.addresses.length === 0)
      say(['sites', i, 'addresses'], `are missing: wpad.${site.domains[0]} has to resolve to this host`)
    else if (site.url === undefined && site.addresses.length === 0 && !hasNoProxy(site))
      say(['sites', i, 'url'], 'is missing, and there is no address to make it from (give addresses or a url)')
    if (site.url === undefined && !hasNoProxy(site) && http === undefined)
      say(['sites', i, 'url'], 'is missing, and http is off here (say where the PAC is served)')
    site.profiles.forEach(({ name }, j) => {
      const twin = site.profiles.findIndex((profile) => profile.name === name)
      if (twin < j) say(['sites', i, 'profiles', j, 'name'], `"${name}" is the name of profiles[${twin}] too`)
    })
    site.subnets.forEach((subnet, j) => {
      const other = sites.findIndex((each, k) => k < i && each.subnets.some(({ text }) => text === subnet.text))
      if (other !== -1) say(['sites', i, 'subnets', j], `${subnet.text} belongs to sites[${other}] (${sites[other]!.name}) too`)
    })
  })
  const named = new Set(dhcp?.classes.map(({ site }) => site))
  dhcp?.classes.forEach(({ site }, i) => {
    if (site !== undefined && !sites.some(({ name }) => name === site))
      say(['dhcp', 'classes', i, 'site'], `"${site}" is the name of no site`)
  })
  const open = sites.flatMap(({ subnets, domains, name }, i) =>
    subnets.length === 0 && domains.length === 0 && !named.has(name) ? [i] : [],
  )
  for (const i of open.slice(1))
    say(['sites', i], `has neither subnets nor domains, as sites[${open[0]}] has, so it would never be chosen`)
  return problems
}
