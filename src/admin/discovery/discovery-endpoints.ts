import * as v from 'valibot'
import { weakest } from '../../clients/basis.ts'
import { clientKinds } from '../../clients/known-kinds.ts'
import { ApiProblem, type Endpoint, endpoint } from '../api/endpoint.ts'
import { ndjson } from '../api/ndjson.ts'
import { frameOf } from '../frame/env.ts'
import type { AdminParts } from '../parts.ts'
import { Busy } from '../preview/gate.ts'
import { planSteps } from './plan-steps.ts'
import { type Discovery, type DiscoveryText, readDiscovery } from './read-discovery.ts'

/** How long all lookups of a discovery may take. */
export const patience = 90_000

const text = v.string('is not text')
const whose = { kind: text, fqdn: text, search: v.optional(text, '') }

const kindShown = v.object({ name: text, title: text, dialect: text, enabledBy: text, strength: text })
const lookupShown = v.looseObject({
  via: text,
  ask: text,
  waitsMs: v.number(),
  strength: text,
  source: text,
  isOutside: v.boolean(),
})
const line = v.variant('kind', [
  v.object({ kind: v.literal('asking'), id: text, via: text, ask: text, whom: v.optional(text) }),
  v.looseObject({ kind: v.literal('made'), id: text, via: text, ask: text, end: text, outcome: text, ms: v.number() }),
  v.object({ kind: v.literal('done'), found: v.boolean(), at: v.optional(text), conclusion: text, todo: v.array(text) }),
  v.object({ kind: v.literal('stopped'), why: text }),
])

/** Discovery for programs: the kinds, the plan of one, and its lookups made. */
export function discoveryEndpoints(parts: AdminParts): Endpoint[] {
  const read = (given: DiscoveryText) => readOrRefuse(given, parts)
  return [
    endpoint({
      method: 'get',
      path: '/discovery/kinds',
      needs: 'viewer',
      summary: 'The client kinds',
      answer: v.object({ kinds: v.array(kindShown) }),
      run: () => ({
        kinds: [...clientKinds.values()].map(({ name, title, dialect, enabledBy, phases, facts }) => ({
          ...{ name, title, dialect, enabledBy },
          strength: weakest(phases.length > 0 ? phases.map(({ basis }) => basis) : facts)?.strength ?? 'weak',
        })),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/discovery/plan',
      needs: 'viewer',
      summary: 'What a client of a kind would ask, in its order',
      query: v.strictObject(whose),
      answer: v.object({ kind: text, fqdn: text, lookups: v.array(lookupShown) }),
      run({ query }) {
        const discovery = read(query)
        return { kind: discovery.kind.name, fqdn: discovery.host.fqdn, lookups: planSteps(discovery).map(shown) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/discovery',
      needs: 'editor',
      summary: 'Makes the lookups of a client kind now, against this wpadd alone or the network',
      body: v.strictObject({
        ...whose,
        asks: v.optional(v.picklist(['server', 'network'], 'is neither server nor network'), 'server'),
      }),
      media: 'application/x-ndjson',
      answer: line,
      run({ body }, { c, person }) {
        const { asks, ...given } = body
        const discovery = read(given)
        const seat = enter(parts, person.name)
        // its sentences are in the language that is asked for (Accept-Language)
        const { advice } = frameOf(c).words
        return ndjson(c, patience, async (tell, signal) => {
          using _ = seat
          for await (const event of parts.discoveries.run(discovery, asks, parts.view(), advice, signal)) tell(event)
        })
      },
    }),
  ]
}

function shown({ id, via, ask, waitsMs, basis, isOutside, note, when }: ReturnType<typeof planSteps>[number]): object {
  return { id, via, ask, waitsMs, ...basis, isOutside, ...(note !== undefined && { note }), when }
}

function readOrRefuse(given: DiscoveryText, { view }: AdminParts): Discovery {
  const read = readDiscovery(given, view())
  if ('host' in read) return read
  const errors = read.map(({ field, message }) => ({ field, detail: message }))
  throw new ApiProblem(422, 'not a request', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), errors)
}

function enter({ discoveries }: AdminParts, person: string): Disposable {
  try {
    return discoveries.enter(person)
  } catch (error) {
    if (error instanceof Busy) throw new ApiProblem(503, 'busy', error.message)
    throw error
  }
}
