import * as v from 'valibot'
import { formatEndpoint } from '../../net/endpoint.ts'
import { ApiProblem, type Endpoint, endpoint } from '../api/endpoint.ts'
import type { AdminParts } from '../parts.ts'
import { type AdminView, livePacs, type PacView, type SiteView } from '../view.ts'
import type { PartHealth } from './self-check.ts'

const pac = v.object({
  ...{ revision: v.string(), file: v.nullable(v.string()), since: v.string(), bytes: v.number(), warnings: v.array(v.string()) },
})
const site = v.object({
  ...{ name: v.string(), subnets: v.array(v.string()), domains: v.array(v.string()), addresses: v.array(v.string()) },
  ...{ url: v.string(), pac, profiles: v.array(v.object({ name: v.string(), when: v.array(v.string()), pac })) },
})
const part = v.object({
  ...{ service: v.string(), at: v.string(), asked: v.string(), ok: v.boolean(), answer: v.string(), ms: v.number() },
  checkedAt: v.string(),
})
const listeners = v.array(v.string())
const parts = v.array(part)

/** What this server answers, for programs. */
export function siteEndpoints({ view, selfCheck }: AdminParts): Endpoint[] {
  return [
    endpoint({
      ...{
        method: 'get',
        path: '/sites',
        needs: 'viewer',
        summary: 'The sites, where the services listen, and how each answers',
      },
      answer: v.object({
        sites: v.array(site),
        services: v.object({ http: listeners, dns: listeners, dhcp: listeners }),
        parts,
      }),
      run: () => ({ sites: view().sites.map(siteJson), services: servicesJson(view()), parts: selfCheck.parts.map(partJson) }),
    }),
    endpoint({
      ...{ method: 'post', path: '/sites/check', needs: 'editor', summary: 'Looks now, as a client would' },
      answer: v.object({ parts }),
      run: async () => ({ parts: (await selfCheck.look()).map(partJson) }),
    }),
    endpoint({
      ...{ method: 'get', path: '/sites/:name', needs: 'viewer', summary: 'One site' },
      answer: site,
      run: ({ path: { name = '' } }) => siteJson(siteNamed(view(), name)),
    }),
    endpoint({
      ...{
        method: 'get',
        path: '/sites/:name/pac',
        needs: 'viewer',
        summary: 'The PAC that a site serves, or one of its profiles',
      },
      query: v.strictObject({ profile: v.optional(v.string()) }),
      answer: v.object({ ...pac.entries, text: v.string() }),
      run({ path: { name = '' }, query: { profile } }) {
        const served = servedPac(view(), name, profile)
        if (served === undefined) throw noSuch(profile === undefined ? name : `${name}/${profile}`)
        return { ...pacJson(served), text: served.text }
      },
    }),
  ]
}

/** The PAC of a site, or of one of its profiles; `undefined`: there is none of that name. */
export function servedPac(view: AdminView, site: string, profile: string | undefined): PacView | undefined {
  const name = profile === undefined ? site : `${site}/${profile}`
  return livePacs(view).find((each) => each.name === name)?.pac
}

function siteNamed({ sites }: AdminView, name: string): SiteView {
  const site = sites.find((each) => each.name === name)
  if (site === undefined) throw noSuch(name)
  return site
}

function noSuch(name: string): ApiProblem {
  return new ApiProblem(404, 'no such site', `no site or profile has the name ${name}`)
}

function siteJson({ name, subnets, domains, addresses, url, pac, profiles = [] }: SiteView): object {
  const others = profiles.map((profile) => ({ name: profile.name, when: profile.when, pac: pacJson(profile.pac) }))
  return { name, subnets, domains, addresses, url, pac: pacJson(pac), profiles: others }
}

function pacJson({ id, file, since, text, warnings }: PacView) {
  return { revision: id, file: file ?? null, since, bytes: Buffer.byteLength(text), warnings }
}

function servicesJson({ services = {} }: AdminView): object {
  const texts = (name: 'http' | 'dns' | 'dhcp') => services[name]?.listen.map(formatEndpoint) ?? []
  return { http: texts('http'), dns: texts('dns'), dhcp: texts('dhcp') }
}

function partJson({ checkedAt, ...part }: PartHealth): object {
  return { ...part, checkedAt: new Date(checkedAt).toISOString() }
}
