import type { Way } from '../../events/meaning.ts'
import type { ClientFilter } from '../../store/find-clients.ts'

/** What somebody asked to see: the filter, as it was written, and the page of the list. */
export interface Asked {
  readonly filter: Omit<ClientFilter, 'limit'>
  /** As the fields of the form have it; nothing that is not set. */
  readonly written: Readonly<Partial<Record<FilterField, string>>>
  /** The fields that could not be read; they do not count. */
  readonly wrong: readonly ('from' | 'to')[]
  /** The client whose story is open. */
  readonly open: string | undefined
  /** Where that story goes on. */
  readonly storyBefore: number | undefined
}

/** The fields of the form, in the address line as well. */
const filterFields = ['text', 'site', 'way', 'outcome', 'group', 'from', 'to'] as const
export type FilterField = (typeof filterFields)[number]

const ways: readonly string[] = ['dhcp', 'names', 'http'] satisfies Way[]
const groups: readonly string[] = ['never', 'old', 'refused'] satisfies ClientFilter['group'][]
const longest = 256

/** Reads a query; what makes no sense is left out, and said of the dates, which people type. */
export function readAsked(query: Readonly<Record<string, string>>): Asked {
  const entries = filterFields.map((name) => [name, query[name]?.trim().slice(0, longest) ?? ''] as const)
  const written: Partial<Record<FilterField, string>> = Object.fromEntries(entries.filter(([, value]) => value !== ''))
  const from = momentOf(written.from)
  const to = momentOf(written.to)
  const way = written.way !== undefined && ways.includes(written.way) ? (written.way as Way) : undefined
  const group = written.group !== undefined && groups.includes(written.group) ? written.group : undefined
  return {
    written,
    wrong: (['from', 'to'] as const).filter((name) => Number.isNaN(name === 'from' ? from : to)),
    open: query.open?.slice(0, longest),
    storyBefore: idOf(query.story),
    filter: {
      text: written.text,
      site: query.site === undefined || query.site === '' ? undefined : written.site,
      way,
      outcome: written.outcome,
      group: group as ClientFilter['group'],
      from: Number.isNaN(from) ? undefined : from,
      to: Number.isNaN(to) ? undefined : to,
      before: idOf(query.before),
    },
  }
}

/** Milliseconds since 1970 of an ISO moment; without a zone it is UTC. NaN: it is none. */
export function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const [, day, time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/i.exec(text) ?? []
  return day === undefined ? Number.NaN : Date.parse(`${day}T${time}${zone.toUpperCase()}`)
}

function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The address of the page that shows this: `changes` on top of what was written, `undefined` takes a field away. */
export function linkTo({ written }: Pick<Asked, 'written'>, changes: Readonly<Record<string, string | undefined>> = {}): string {
  const fields = Object.entries({ ...written, ...changes }).filter(([, value]) => value !== undefined && value !== '')
  const query = new URLSearchParams(fields as [string, string][]).toString()
  return query === '' ? '/sightings' : `/sightings?${query}`
}
