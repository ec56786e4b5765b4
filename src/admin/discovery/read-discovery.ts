import { type HostIdentity, parseHostName } from '../../clients/host-identity.ts'
import type { ClientKind } from '../../clients/kind.ts'
import { clientKinds } from '../../clients/known-kinds.ts'
import { systemAddresses } from '../../clients/this-machine.ts'
import { parseDomain } from '../../net/domain.ts'
import type { AdminView } from '../view.ts'

/** Whose discovery it is, as somebody typed it. */
export interface DiscoveryText {
  readonly kind: string
  readonly fqdn: string
  /** The resolver's search list; empty: the domain of the name. */
  readonly search: string
}

export type DiscoveryField = keyof DiscoveryText

/** What is wrong with one field. */
export interface DiscoveryProblem {
  readonly field: DiscoveryField
  readonly message: string
}

/** A client kind on a host. */
export interface Discovery {
  readonly kind: ClientKind
  readonly host: HostIdentity
}

const longestText = 1000
const mostDomains = 16

/** Reads whose discovery it is, or says everything that is wrong. The domains of our sites count as the organisation's. */
export function readDiscovery(text: DiscoveryText, view: AdminView): Discovery | readonly DiscoveryProblem[] {
  const problems: DiscoveryProblem[] = []
  function read<T>(field: DiscoveryField, reader: () => T): T | undefined {
    try {
      if (text[field].length > longestText) throw new RangeError(`has over ${longestText} characters`)
      return reader()
    } catch (error) {
      problems.push({ field, message: (error as Error).message })
      return undefined
    }
  }
  const kind = read('kind', () => readKind(text.kind))
  const fqdn = read('fqdn', () => parseHostName(text.fqdn.trim()))
  const search = read('search', () => readSearch(text.search))
  if (kind === undefined || fqdn === undefined || search === undefined) return problems
  const ours = view.sites.flatMap(({ domains }) => domains)
  const list = search.length === 0 ? undefined : search
  return { kind, host: { fqdn, search: list, addresses: systemAddresses(), ours, variants: [] } }
}

function readKind(name: string): ClientKind {
  const kind = clientKinds.get(name)
  if (kind === undefined) throw new RangeError(`"${name}" is not a client kind (${[...clientKinds.keys()].join(', ')})`)
  return kind
}

function readSearch(text: string): string[] {
  const domains = text.split(/[\s,]+/).filter((domain) => domain !== '')
  if (domains.length > mostDomains)
    throw new RangeError(`there are ${domains.length} domains; a search list has at most ${mostDomains}`)
  return domains.map(parseDomain)
}
