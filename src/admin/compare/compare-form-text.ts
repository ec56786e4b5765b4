import { openVisitLines } from '../assets/visit-lines.js'
import type { ComparisonJson } from './read-comparison.ts'

/** The page's form as it was typed, so that it can be shown again. A side is a site's live PAC, or with no site a text. */
export interface CompareText {
  readonly before: SideText
  readonly after: SideText
  readonly visits: string
  readonly as: string
  readonly client: string
  readonly now: string
  readonly tz: string
  readonly dns: string
  readonly resolve: boolean
}

export interface SideText {
  readonly site: string
  readonly pac: string
}

/** What was read of the list or log of visits. */
export type Reading = ReturnType<typeof openVisitLines>['reading']

/** Reads the form. A file takes the place of the text beside it. Line ends are made `\n`: a browser sends a textarea's with `\r\n`. */
export async function readCompareForm(form: FormData): Promise<CompareText> {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : ''
  }
  const fileOr = async (file: string, name: string) => {
    const value = form.get(file)
    return value instanceof File && value.size > 0 ? await value.text() : text(name)
  }
  const side = async (name: 'before' | 'after'): Promise<SideText> => {
    const file = form.get(`${name}-file`)
    const isFile = file instanceof File && file.size > 0
    return { site: isFile ? '' : text(`${name}-site`), pac: await fileOr(`${name}-file`, `${name}-pac`) }
  }
  return {
    before: await side('before'),
    after: await side('after'),
    visits: await fileOr('visits-file', 'visits'),
    as: text('as'),
    client: text('client'),
    now: text('now'),
    tz: text('tz'),
    dns: text('dns'),
    resolve: text('resolve') !== '',
  }
}

/** Reads the visits, a slice at a time, so that other people's requests come in between. */
export async function readVisitList(text: string, most: number): Promise<Reading> {
  const lines = openVisitLines(most)
  const slice = 256 * 1024
  for (let from = 0; from < text.length; from += slice) {
    lines.push(text.slice(from, from + slice))
    await new Promise((resolve) => setImmediate(resolve))
  }
  lines.end()
  return lines.reading
}

/** The form as the request that a program would send. */
export function comparisonOfForm(text: CompareText, reading: Reading): ComparisonJson {
  const side = ({ site, pac }: SideText) => (site === '' ? { pac } : { site })
  return {
    before: side(text.before),
    after: side(text.after),
    visits: [...reading.visits].map(([url, hits]) => ({ url, hits })),
    as: text.as || 'chromium',
    client: { ips: text.client.split(/[\s,]+/) },
    now: text.now,
    tz: text.tz,
    dns: pinned(text.dns),
    resolve: text.resolve,
  }
}

// what is no `name = addresses` stays a name, and is refused as one
function pinned(text: string): Record<string, string[]> {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...rest] = line.split('=')
      return [
        name.trim(),
        rest
          .join('=')
          .split(/[\s,]+/)
          .filter((address) => address !== ''),
      ]
    }),
  )
}
