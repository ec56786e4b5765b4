import type { HostIdentity } from './host-identity.ts'
import type { DomainRecord, NamesPhase } from './kind.ts'
import type { Condition, DnsLookup, Lookup } from './lookup.ts'
import type { Target } from './names.ts'
import { passes, planGets, planUrl, typesFor } from './plan-fetch.ts'
import type { Part, Place } from './plan-part.ts'

/** The records that the draft asks of one domain, each with the GET of what it leads to. */
export function planRecords(phase: NamesPhase, target: Target, host: HostIdentity, { reach, gate, id }: Place): Part {
  const lookups: Lookup[] = []
  let passed: readonly Condition[] = []
  for (const record of phase.records ?? []) {
    const when = [...reach, ...gate, ...passed]
    const ask = question(phase, target, record, `${id} ${record.type}`, when)
    const gets = record.type === 'A' ? planAlias(phase, target, ask) : planUrl(ask.id, phase, typesFor(['A'], host), host, when)
    lookups.push(ask, ...gets)
    passed = [...passed, ...passes(gets, phase.goesOnAfter)]
  }
  return { lookups, passes: passed }
}

function question(
  phase: NamesPhase,
  target: Target,
  { type, prefix }: DomainRecord,
  id: string,
  when: readonly Condition[],
): DnsLookup {
  const name = `${prefix}.${target.domain}`
  const { milliseconds, basis } = phase
  const outside = target.names.some((asked) => asked.outside)
  return { via: 'dns', id, name, type, when, milliseconds, attempts: 1, basis, ...(outside ? { outside: true } : {}) }
}

function planAlias(phase: NamesPhase, { host }: Target, { id, when }: DnsLookup): Lookup[] {
  const due: Condition[] = [...when, { of: [id], some: ['found'] }]
  return planGets(`${id} get`, phase.fetch, { url: `http://${host}/wpad.dat`, addressesOf: [id], when: due })
}
