import type { HostIdentity } from './host-identity.ts'
import type { NamesPhase } from './kind.ts'
import type { Condition, DnsLookup, HttpLookup, Lookup, RecordType } from './lookup.ts'
import { type AskedName, isOutsideDomain, type Target, targetsOf } from './names.ts'
import { passes, planGets, typesFor } from './plan-fetch.ts'
import type { Part, Place } from './plan-part.ts'
import { planRecords } from './plan-records.ts'

/** The questions for names, and the GETs of what they lead to. */
export function planNames(phase: NamesPhase, host: HostIdentity, reach: readonly Condition[]): Part {
  const lookups: Lookup[] = []
  let gate: readonly Condition[] = []
  const add = (part: Part) => {
    lookups.push(...part.lookups)
    gate = [...gate, ...part.passes]
  }
  const targets = targetsOf(phase.names, host)
  for (const [i, target] of targets.entries()) {
    if (i > 0 && target.domain !== undefined) add(planBoundary(phase, target.domain, host, [...reach, ...gate]))
    const planTarget = phase.records !== undefined && target.domain !== undefined ? planRecords : planAddresses
    add(planTarget(phase, target, host, { reach, gate, id: `names ${i + 1}` }))
  }
  const beyond = targets.at(-1)?.domain?.replace(/^[^.]*\.?/, '')
  if (beyond) lookups.push(...planBoundary(phase, beyond, host, [...reach, ...gate]).lookups)
  return { lookups, passes: gate }
}

function planAddresses(phase: NamesPhase, target: Target, host: HostIdentity, { reach, gate, id }: Place): Part {
  const asking = phase.asksAnyway ? gate : [...reach, ...gate]
  const first = planQuestions(phase, id, target.names, typesFor(phase.types, host), asking)
  const resolved = whenResolved(phase, first)
  const again = phase.thenAsks ? typesFor(phase.thenAsks, host) : []
  const second = planQuestions({ ...phase, milliseconds: 5000 }, `${id} again`, target.names, again, [...asking, ...resolved])
  const addressesOf = (second.length > 0 ? second : first).filter(({ type }) => type !== 'HTTPS').map((each) => each.id)
  const due = [...reach, ...gate, ...resolved, { of: addressesOf, some: ['found'] } as const]
  const named = planReverse(phase, id, addressesOf, due)
  const gets = planProbed(phase, id, {
    url: named[0] ? { namedBy: [named[0].id], otherwise: target.host } : `http://${target.host}/wpad.dat`,
    addressesOf,
    when: due,
  })
  return { lookups: [...grouped(phase, id, first), ...second, ...named, ...gets], passes: passes(gets, phase.goesOnAfter) }
}

// one name after the other; the types of one name together
function planQuestions(
  phase: NamesPhase,
  id: string,
  names: readonly AskedName[],
  types: readonly RecordType[],
  when: readonly Condition[],
): DnsLookup[] {
  const all: DnsLookup[] = []
  for (const asked of names) {
    const due = [...when, ...afterOthers(phase, asked, all, names)]
    for (const type of types) {
      const { milliseconds, basis } = phase
      all.push({
        ...{ via: 'dns', id: `${id} ${asked.name} ${type}`, name: asked.name, type, when: due, milliseconds, basis },
        attempts: phase.resolver === 'glibc' && phase.within === undefined ? 2 : 1,
        ...(asked.outside ? { outside: true } : {}),
        ...(phase.asksAnyway ? { note: 'asked even when DHCP has answered, and then ignored' } : {}),
      })
    }
  }
  return all
}

// At an error glibc leaves its search list, and still asks for the name as it stands (res_query.c; measured); Windows goes on.
function afterOthers(
  { resolver }: NamesPhase,
  { listed }: AskedName,
  before: readonly DnsLookup[],
  names: readonly AskedName[],
): Condition[] {
  const asked = before.filter(({ type }) => type !== 'HTTPS')
  if (asked.length === 0) return []
  const none: Condition = { of: asked.map(({ id }) => id), none: ['found'] }
  if (resolver !== 'glibc' || !listed) return [none]
  const fromList = asked.filter(({ name }) => names.some((other) => other.listed && other.name === name))
  return fromList.length === 0 ? [none] : [none, { of: fromList.map(({ id }) => id), none: ['silent', 'failed'] }]
}

function whenResolved(phase: NamesPhase, questions: readonly DnsLookup[]): Condition[] {
  const of = questions.map(({ id }) => id)
  const inTime: Condition[] = phase.within === undefined ? [] : [{ of, none: ['silent'] }]
  return [{ of, some: ['found'] }, ...inTime]
}

function grouped({ within }: NamesPhase, group: string, questions: readonly DnsLookup[]): readonly DnsLookup[] {
  return within === undefined ? questions : questions.map((each) => ({ ...each, within: { group, milliseconds: within } }))
}

function planReverse(phase: NamesPhase, id: string, of: readonly string[], when: readonly Condition[]): DnsLookup[] {
  if (phase.reverseName === undefined) return []
  const { milliseconds, basis } = phase
  return [{ via: 'dns', id: `${id} PTR`, name: { reverseOf: of }, type: 'PTR', when, milliseconds, attempts: 1, basis }]
}

function planProbed(phase: NamesPhase, id: string, get: Parameters<typeof planGets>[2]): HttpLookup[] {
  const { fetch, probeHead } = phase
  if (probeHead === undefined) return planGets(`${id} get`, fetch, get)
  const probes = planGets(`${id} probe`, { ...fetch, head: probeHead }, get)
  const found: Condition = { of: [`${id} probe`], some: ['found', 'unusable'] }
  return [...probes, ...planGets(`${id} get`, fetch, { ...get, when: [...get.when, found] })]
}

// KDE: a domain with a SOA record of its own is where the organisation ends, it thinks
function planBoundary(phase: NamesPhase, domain: string, host: HostIdentity, when: readonly Condition[]): Part {
  if (phase.boundary === undefined) return { lookups: [], passes: [] }
  const { milliseconds, basis } = phase
  const lookup: DnsLookup = {
    ...{ via: 'dns', id: `SOA ${domain}`, name: domain, type: 'SOA', when, milliseconds, attempts: 1, basis },
    ...(isOutsideDomain(domain, host) ? { outside: true } : {}),
    note: 'an answer ends the search',
  }
  return { lookups: [lookup], passes: [{ of: [lookup.id], none: ['found'] }] }
}
