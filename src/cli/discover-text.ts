import { advise, conclude, suspect } from '../clients/advice.ts'
import { type Basis, isDoubtful, weakest } from '../clients/basis.ts'
import type { HostIdentity } from '../clients/host-identity.ts'
import type { ClientKind } from '../clients/kind.ts'
import { clientKinds } from '../clients/known-kinds.ts'
import { type Lookup, planned } from '../clients/lookup.ts'
import type { Made } from '../clients/outcome.ts'

const widestAsk = 64
const widestLine = 160
const legend = '[weak], [reported]: how sure it is that this client does so; --verbose names the sources'

/** The plan as the contract has it. */
export function planJson(kind: ClientKind, { fqdn }: HostIdentity, plan: readonly Lookup[]): string {
  return JSON.stringify({ kind: kind.name, fqdn, lookups: plan.map((lookup) => ({ via: lookup.via, ask: planned(lookup) })) })
}

/** What was asked and found, as the contract has it. What was kept from leaving the organisation was not asked. */
export function resultJson(kind: ClientKind, { fqdn }: HostIdentity, made: readonly Made[]): string {
  const asked = made.filter(({ outcome }) => outcome.reason !== 'outside')
  const lookups = asked.map(({ lookup, ask, outcome, milliseconds }) => ({
    via: lookup.via,
    ask,
    outcome: outcome.says,
    ms: milliseconds,
  }))
  const pac = made.find(({ outcome }) => outcome.pac !== undefined)?.outcome.pac ?? null
  return JSON.stringify({ kind: kind.name, fqdn, lookups, pac })
}

/** The plan for people. */
export function planLines(
  kind: ClientKind,
  host: HostIdentity,
  listed: readonly Lookup[],
  whole: readonly Lookup[],
  verbose: boolean,
): string[] {
  const width = askWidth(listed)
  const asides = openAsides(verbose)
  const lines = listed.flatMap((lookup) => [
    `  ${lookup.via.padEnd(5)}  ${planned(lookup).padEnd(width)}${mark(lookup.basis)}`.trimEnd(),
    ...asides(lookup),
  ])
  const kept = whole.filter((lookup) => lookup.via === 'dns' && lookup.outside === true && !listed.includes(lookup))
  return [
    title(kind, host),
    ...(lines.length === 0 ? ['  asks nothing'] : lines),
    ...kept.map((lookup) => `  not asked, as it is outside the organisation (--leaks): ${planned(lookup)}`),
    ...(verbose ? factLines(kind) : []),
    ...(!verbose && listed.some(({ basis }) => isDoubtful(basis)) ? [legend] : []),
  ]
}

/** What is said while the lookups are made. */
export function madeLines(kind: ClientKind, host: HostIdentity, plan: readonly Lookup[], verbose: boolean) {
  const width = askWidth(plan)
  const asides = openAsides(verbose)
  const advised = new Set<string>()
  return {
    head: title(kind, host),
    of: (made: Made): string => {
      const { lookup, ask, outcome, milliseconds } = made
      const from = outcome.from === undefined ? '' : `, says ${outcome.from}`
      const took = outcome.end === 'withheld' ? '' : `  (${milliseconds} ms)`
      const advice = advise(made, kind)
      const isNew = advice !== undefined && !advised.has(advice)
      if (isNew) advised.add(advice)
      return [
        `  ${lookup.via.padEnd(5)}  ${ask.padEnd(width)}  ${printable(outcome.says)}${from}${took}${mark(lookup.basis)}`,
        ...asides(lookup),
        ...(isNew ? [`         -> ${printable(advice)}`] : []),
      ].join('\n')
    },
    end: (made: readonly Made[]): string =>
      [
        printable(conclude(made, kind)),
        ...(suspect(made) === undefined ? [] : [`  ${suspect(made)}`]),
        ...(verbose ? factLines(kind) : []),
        ...(!verbose && made.some(({ lookup }) => isDoubtful(lookup.basis)) ? [legend] : []),
      ].join('\n'),
  }
}

export function kindsJson(): string {
  const kinds = [...clientKinds.values()].map((kind) => ({
    name: kind.name,
    title: kind.title,
    dialect: kind.dialect,
    strength: strengthOf(kind),
    variants: Object.entries(kind.variants).map(([name, { says, strength, source, takes }]) => ({
      name,
      says,
      strength,
      source,
      takes,
    })),
  }))
  return JSON.stringify({ kinds })
}

/** One line for each kind, its variants under it. */
export function kindsText(verbose: boolean): string {
  const lines = [...clientKinds.values()].flatMap((kind) => [
    `${kind.name.padEnd(17)} ${kind.dialect.padEnd(11)} ${strengthOf(kind).padEnd(14)} ${kind.title}`,
    ...Object.entries(kind.variants).map(([name, variant]) => {
      const written = variant.takes === undefined ? name : `${name}=${variant.takes.toUpperCase()}`
      return `  --variant ${written}: ${variant.says}${mark(variant)}`
    }),
    ...(verbose ? factLines(kind) : []),
  ])
  return [`${'KIND'.padEnd(17)} ${'DIALECT'.padEnd(11)} ${'LOOKUPS ARE'.padEnd(14)} CLIENT`, ...lines].join('\n')
}

function strengthOf({ phases, facts }: ClientKind): string {
  return weakest(phases.length > 0 ? phases.map(({ basis }) => basis) : facts)?.strength ?? 'weak'
}

function title(kind: ClientKind, { fqdn }: HostIdentity): string {
  return `${kind.name} as ${fqdn}: ${kind.title}`
}

function askWidth(plan: readonly Lookup[]): number {
  return Math.min(widestAsk, Math.max(20, ...plan.map((lookup) => planned(lookup).length)))
}

function mark(basis: Basis): string {
  return isDoubtful(basis) ? `  [${basis.strength}]` : ''
}

// what stands under a lookup; the same words once
function openAsides(verbose: boolean): (lookup: Lookup) => string[] {
  const said = new Set<string>()
  return ({ note, basis }) => {
    const lines = [...(note === undefined ? [] : [`(${note})`]), ...(verbose ? [`${basis.strength}: ${basis.source}`] : [])]
    const fresh = lines.filter((line) => !said.has(line))
    for (const line of fresh) said.add(line)
    return fresh.map((line) => `         ${line}`)
  }
}

function factLines(kind: ClientKind): string[] {
  return [
    `  looks when: ${kind.enabledBy}`,
    ...kind.facts.map(({ says, strength, source }) => `  ${says} [${strength}: ${source}]`),
  ]
}

// what strangers send must not steer a terminal, nor fill it
function printable(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, '?')
  return plain.length > widestLine * 3 ? `${plain.slice(0, widestLine * 3)}...` : plain
}
