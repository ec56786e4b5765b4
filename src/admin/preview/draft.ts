import * as v from 'valibot'
import { decodePac } from '../../revisions/decode-pac.ts'

/** What a person or a script asks for, before it is checked: lists as lists, everything else as it was typed. */
export interface Draft {
  readonly pac: string
  readonly visits: readonly string[]
  readonly client: readonly string[]
  /** Empty: the present. */
  readonly now: string
  /** Empty: this server's own zone. */
  readonly tz: string
  /** One `name = address, address` each. */
  readonly dns: readonly string[]
  /** Whether names that are not pinned are asked of this server's resolver. */
  readonly resolve: boolean
  /** Client kinds, or dialects. */
  readonly as: readonly string[]
}

/** The fields of a draft that can be wrong. */
export type DraftField = Exclude<keyof Draft, 'resolve'>

/** The page's form as it was typed, so that it can be shown again. */
export interface FormText extends Pick<Draft, 'as' | 'resolve'> {
  readonly pac: string
  readonly visits: string
  readonly client: string
  readonly now: string
  readonly tz: string
  readonly dns: string
}

/** Reads the page's form; a file in it stands for its field. Line ends are made `\n`: a browser sends a textarea's with `\r\n`. */
export async function readForm(form: FormData): Promise<FormText> {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : ''
  }
  return {
    pac: (await fileText(form.get('pac-file'))) ?? text('pac'),
    visits: (await fileText(form.get('visits-file'))) ?? text('visits'),
    client: text('client'),
    now: text('now'),
    tz: text('tz'),
    dns: text('dns'),
    resolve: text('resolve') !== '',
    as: form.getAll('as').filter((value) => typeof value === 'string'),
  }
}

// a file field that was left alone is sent as an empty file
async function fileText(value: FormDataEntryValue | null): Promise<string | undefined> {
  if (value === null || typeof value === 'string' || value.size === 0) return undefined
  return decodePac(Buffer.from(await value.arrayBuffer())).text.replace(/\r\n?/g, '\n')
}

/** Takes the lists in a form apart. */
export function draftFromForm(text: FormText): Draft {
  return {
    ...text,
    visits: text.visits.split('\n'),
    client: text.client.split(/[\s,]+/),
    dns: text.dns.split('\n'),
  }
}

/**
 * The JSON form of the same, with the names of `wpadd eval --batch`. `site` takes that site's live PAC; it or `pac` must be there.
 */
export const draftJson = v.strictObject({
  pac: v.optional(v.string('is not text')),
  site: v.optional(v.string('is not the name of a site')),
  visits: v.array(v.string('is not a URL'), 'is not a list of URLs'),
  client: v.optional(v.strictObject({ ips: v.array(v.string('is not an address'), 'is not a list of addresses') })),
  now: v.optional(v.string('is not a moment'), ''),
  tz: v.optional(v.string('is not a time zone'), ''),
  dns: v.optional(v.record(v.string(), v.array(v.string('is not an address'), 'is not a list of addresses')), {}),
  resolve: v.optional(v.boolean('is not true or false'), false),
  as: v.optional(v.union([v.string(), v.array(v.string())], 'is not a client kind or a list of them'), 'chromium'),
})

/** Turns the JSON form into a draft; `pac` is what `site` stands for. */
export function draftFromJson({ client, dns, ...rest }: v.InferOutput<typeof draftJson>, pac: string): Draft {
  return {
    pac,
    visits: rest.visits,
    client: client?.ips ?? [],
    now: rest.now,
    tz: rest.tz,
    dns: Object.entries(dns).map(([name, addresses]) => `${name} = ${addresses.join(', ')}`),
    resolve: rest.resolve,
    as: typeof rest.as === 'string' ? [rest.as] : rest.as,
  }
}
