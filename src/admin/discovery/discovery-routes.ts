import { type Context, Hono } from 'hono'
import { may } from '../../store/role.ts'
import { fill } from '../assets/texts.js'
import { type AdminEnv, frameOf, personOf } from '../frame/env.ts'
import type { AdminParts } from '../parts.ts'
import { Busy } from '../preview/gate.ts'
import type { Event } from './discoverer.ts'
import { patience } from './discovery-endpoints.ts'
import { type DiscoveryState, type Drawn, discoveryPage } from './discovery-page.ts'
import { type Asks, whomOf } from './reach.ts'
import { type Discovery, type DiscoveryProblem, readDiscovery } from './read-discovery.ts'

/** The Discovery page: GET shows the plan, POST makes the lookups and shows what came of each. */
export function discoveryRoutes(parts: AdminParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/discovery', (c) => {
    const text = textOf((name) => c.req.query(name), parts)
    const { discoveries, problems } = readBoth(text, parts)
    return show(c, { text, problems, drawn: discoveries.map((discovery) => ({ discovery })) })
  })
  app.post('/discovery', async (c) => {
    const form = await c.req.formData()
    const text = textOf((name) => {
      const value = form.get(name)
      return typeof value === 'string' ? value : undefined
    }, parts)
    const { discoveries, problems } = readBoth(text, parts)
    const plans = discoveries.map((discovery) => ({ discovery }))
    if (problems.length > 0) return show(c, { text, problems, drawn: plans })
    const person = personOf(c)
    const { needsEditor, stopped } = frameOf(c).words.discovery
    if (!may(person.role, 'editor')) return show(c, { text, problems, drawn: plans, stopped: needsEditor }, 403)
    try {
      using _ = parts.discoveries.enter(person.name)
      const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(patience)])
      const drawn: Drawn[] = []
      for (const discovery of discoveries) drawn.push({ discovery, events: await make(c, discovery, text.asks, signal) })
      return show(c, { text, problems, drawn })
    } catch (error) {
      const isStop = error instanceof Busy || (error instanceof DOMException && /^(Timeout|Abort)Error$/.test(error.name))
      if (!isStop) throw error
      const why = fill(stopped, { why: (error as Error).message }, frameOf(c).language)
      return show(c, { text, problems, drawn: plans, stopped: why }, 503)
    }
  })

  async function make(c: Context<AdminEnv>, discovery: Discovery, asks: Asks, signal: AbortSignal): Promise<Event[]> {
    return Array.fromAsync(parts.discoveries.run(discovery, asks, parts.view(), frameOf(c).words.advice, signal))
  }
  function show(c: Context<AdminEnv>, state: Omit<DiscoveryState, 'whom'>, status?: 403 | 503): Response | Promise<Response> {
    if (status === 503) c.header('Retry-After', '1')
    const whom = whomOf(state.text.asks, parts.view())
    return c.html(discoveryPage(frameOf(c), { ...state, whom }), status ?? (state.problems.length > 0 ? 422 : 200))
  }
  return app
}

// what somebody sees first: the kind that most have, in the first domain that is ours
function textOf(field: (name: string) => string | undefined, { view }: AdminParts): DiscoveryState['text'] {
  const domain = view().sites.flatMap(({ domains }) => domains)[0] ?? 'branch.example.com'
  const asks = field('asks') ?? (view().services === undefined ? 'network' : 'server')
  return {
    kind: field('kind') ?? 'chromium-windows',
    with: field('with') ?? '',
    fqdn: field('fqdn') ?? `pc.${domain}`,
    search: field('search') ?? '',
    asks: asks === 'network' ? 'network' : 'server',
  }
}

function readBoth(
  text: DiscoveryState['text'],
  { view }: AdminParts,
): { readonly discoveries: readonly Discovery[]; readonly problems: readonly DiscoveryProblem[] } {
  const first = readDiscovery(text, view())
  if (!('host' in first)) return { discoveries: [], problems: first }
  if (text.with === '' || text.with === text.kind) return { discoveries: [first], problems: [] }
  const second = readDiscovery({ ...text, kind: text.with }, view())
  return 'host' in second ? { discoveries: [first, second], problems: [] } : { discoveries: [first], problems: second }
}
