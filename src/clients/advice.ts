import { type AdviceText, type Advised, englishAdvice } from './advice-text.ts'
import type { ClientKind } from './kind.ts'
import type { Made, Reason } from './outcome.ts'

/** What to do about a lookup that did not find what it asked for; undefined when nothing need be done. */
export function advise(made: Made, kind: ClientKind, text: AdviceText = englishAdvice): string | undefined {
  const { ask, lookup, outcome } = made
  const { reason } = outcome
  if (reason === undefined || !isAdvised(reason)) return undefined
  // what is asked to find a boundary gives nobody a say
  if (reason === 'outside' && ask.endsWith(' SOA')) return undefined
  const sentence = text.reasons[reason]({ name: nameOf(ask), kind: kind.name })
  const fromDhcp = reason !== 'outside' && lookup.via === 'http' && lookup.id.startsWith('dhcp')
  return fromDhcp ? `${sentence}; ${text.fromDhcp(nameOf(ask))}` : sentence
}

// these are what most networks say
function isAdvised(reason: Reason): reason is Advised {
  return reason !== 'no such name' && reason !== 'no such record' && reason !== 'no neighbour'
}

// the name of a question, the URL of a GET
function nameOf(ask: string): string {
  return ask.replace('GET ', '').split(' ', 1)[0] ?? ''
}

/** The lookup at which the search ended: that which found the PAC, or else the last that was made, or would have been. */
export function whereItStopped(made: readonly Made[], kind: ClientKind): Made | undefined {
  return (
    made.find(({ outcome }) => outcome.pac !== undefined) ??
    deadDhcp(made, kind) ??
    made.findLast(({ lookup, outcome }) => outcome.end !== 'withheld' || lookup.via === 'http')
  )
}

/** How the search ended, from the lookups that were made. */
export function conclude(made: readonly Made[], kind: ClientKind, { end }: AdviceText = englishAdvice): string {
  const last = whereItStopped(made, kind)
  const pac = last?.outcome.pac
  if (pac !== undefined) return end.found(pac)
  if (last === undefined) return end.asksNothing(kind.name)
  if (last === deadDhcp(made, kind)) return end.deadDhcp(kind.name)
  if (last.lookup.via === 'http' && last.outcome.end === 'withheld') return end.wouldTake(kind.name, nameOf(last.ask))
  return end.ended(kind.name, last.ask)
}

/** What may be behind it all, when no PAC was found. */
export function suspect(made: readonly Made[], { hidden }: AdviceText = englishAdvice): string | undefined {
  const isHidden = ({ lookup, outcome }: Made) =>
    lookup.via === 'dns' && outcome.reason === 'no such name' && (lookup.type === 'A' || lookup.type === 'AAAA')
  return made.some(({ outcome }) => outcome.pac !== undefined) || !made.some(isHidden) ? undefined : hidden
}

// the GET of the URL from DHCP, where its end is the end of the search
function deadDhcp(made: readonly Made[], kind: ClientKind): Made | undefined {
  const dead = made.find(({ lookup }) => lookup.via === 'http' && lookup.id === 'dhcp get')
  const phase = kind.phases.find(({ by }) => by === 'dhcp')
  return dead !== undefined && phase?.goesOnAfter.includes(dead.outcome.end) === false ? dead : undefined
}
