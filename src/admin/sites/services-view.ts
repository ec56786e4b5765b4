import type { ServiceAt, Services } from '../../clients/self-lookups.ts'
import type { Cidr } from '../../net/cidr.ts'
import { parseCidr } from '../../net/cidr.ts'
import type { Endpoint } from '../../net/endpoint.ts'
import type { AdminView, ServicesView } from '../view.ts'

/** A listener and its options; `undefined` where the service is off. */
interface Running {
  readonly listener: { readonly endpoints: readonly Endpoint[] } | undefined
}

interface Admitting {
  readonly allow: readonly Cidr[]
  readonly proxyProtocol?: readonly Cidr[] | undefined
}

/** Where the services listen and whom they answer. */
export function servicesView(
  running: Readonly<Record<'http' | 'dns' | 'dhcp', Running>>,
  options: Readonly<Record<'http' | 'dns' | 'dhcp', Admitting | undefined>>,
): ServicesView {
  const of = (name: 'http' | 'dns' | 'dhcp'): ServiceAt | undefined => {
    const listen = running[name].listener?.endpoints
    const { allow = [], proxyProtocol } = options[name] ?? {}
    return listen && { listen, allow, proxyProtocol }
  }
  return { http: of('http'), dns: of('dns'), dhcp: of('dhcp') }
}

/** What to look up, from what the pages know. */
export function servicesOf({ sites, services = {} }: AdminView): Services {
  return { ...services, sites: sites.map((site) => ({ ...site, subnets: site.subnets.map(parseCidr) })) }
}
