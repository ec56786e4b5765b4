import { isWithin, organisationOf, publicSuffixKind } from '../net/public-suffix.ts'
import { domainOf, type HostIdentity, searchList } from './host-identity.ts'

/** Which names a client asks for. */
export type NameRule = SearchListRule | DevolutionRule

/** The single label `wpad`, which the system's resolver completes. */
export interface SearchListRule {
  readonly by: 'search list'
  /** glibc asks for the label as it stands, too, when the whole list has had nothing. */
  readonly bare: boolean
}

/** `wpad` before a domain that loses its first label again and again. */
export interface DevolutionRule {
  readonly by: 'devolution'
  /** `resolver domain`: the first of the search list, or else the own domain. */
  readonly from: 'own domain' | 'parent domain' | 'resolver domain'
  readonly downTo: Floor
  /** `one URL`: the first name that resolves is http://wpad/; `each name`: every name has its own URL, tried in turn. */
  readonly means: 'one URL' | 'each name'
  /** A search list that was set is asked instead, and nothing devolves (Windows). */
  readonly searchListInstead?: true
  /** Each name is tried below the search list as well, when it does not exist (glibc). */
  readonly searchListToo?: true
  /** The label `wpad` alone, through the search list, as a URL of its own. */
  readonly alone?: 'first' | 'last'
}

/** Where devolution stops: the last domain that is asked. */
export type Floor =
  | 'own domain'
  | 'organisation'
  | { readonly labels: number; readonly never?: readonly string[] }
  | { readonly forestRoot: string }

/** A URL that a client tries, and the names that its resolver asks for it, in order. */
export interface Target {
  readonly host: string
  /** The domain whose `wpad` it is; undefined for the label alone. */
  readonly domain: string | undefined
  readonly names: readonly AskedName[]
}

export interface AskedName {
  readonly name: string
  /** It belongs to someone else, or to everyone. */
  readonly outside: boolean
  /** The search list made it. */
  readonly listed: boolean
}

/** The URLs that a client tries by name, in order. */
export function targetsOf(rule: NameRule, host: HostIdentity): Target[] {
  return allTargets(rule, host).filter(({ names }) => names.length > 0)
}

function allTargets(rule: NameRule, host: HostIdentity): Target[] {
  const ask = (name: string, listed = false) => ({ name, outside: isOutside(name, host), listed })
  const alone = (bare: boolean): Target => ({
    host: 'wpad',
    domain: undefined,
    names: [...searchList(host).map((domain) => ask(`wpad.${domain}`, true)), ...(bare ? [ask('wpad')] : [])],
  })
  if (rule.by === 'search list') return [alone(rule.bare)]
  const domains = devolved(rule, host)
  if (rule.means === 'one URL')
    return [{ host: 'wpad', domain: undefined, names: domains.map((domain) => ask(`wpad.${domain}`)) }]
  const each = domains.map((domain): Target => {
    const name = `wpad.${domain}`
    const below = rule.searchListToo ? searchList(host).map((suffix) => ask(`${name}.${suffix}`, true)) : []
    return { host: name, domain, names: [ask(name), ...below] }
  })
  return rule.alone === 'first' ? [alone(true), ...each] : rule.alone === 'last' ? [...each, alone(true)] : each
}

/** The domains that a client goes through, longest first. */
export function devolved(rule: DevolutionRule, host: HostIdentity): string[] {
  if (rule.searchListInstead && host.search !== undefined) return [...host.search]
  const start = rule.from === 'resolver domain' ? searchList(host)[0] : domainOf(host.fqdn)
  if (start === undefined) return []
  const all = parents(start).filter((domain) => isAbove(domain, rule.downTo, start))
  return rule.from === 'parent domain' ? all.slice(1) : all
}

function isAbove(domain: string, floor: Floor, start: string): boolean {
  if (floor === 'own domain') return domain === start
  if (floor === 'organisation') {
    const organisation = organisationOf(start)
    return organisation !== undefined && isWithin(domain, organisation)
  }
  if ('labels' in floor) return domain.split('.').length >= floor.labels && !floor.never?.includes(domain)
  // outside its forest's root nothing devolves
  return domain === start || (isWithin(start, floor.forestRoot) && isWithin(domain, floor.forestRoot))
}

// a.b.c -> a.b.c, b.c, c
function parents(domain: string): string[] {
  const labels = domain.split('.')
  return labels.map((_, i) => labels.slice(i).join('.'))
}

// The label alone is nobody else's: no registry has it.
function isOutside(name: string, host: HostIdentity): boolean {
  return name !== 'wpad' && isOutsideDomain(name.replace(/^wpad\./, ''), host)
}

/** Whether a domain is not the host's organisation's. A domain that the search list names is the user's own word. */
export function isOutsideDomain(domain: string, host: HostIdentity): boolean {
  if (publicSuffixKind(domain) === 'icann') return true
  const owned = [organisationOf(host.fqdn), ...(host.search ?? []), ...host.ours].filter((own) => own !== undefined)
  return !owned.some((own) => isWithin(domain, own))
}
