import type { Group } from './total.ts'

/** The changes as a table for a spreadsheet (RFC 4180): a line for each visit. */
export function changesCsv(groups: readonly Group[]): string {
  const rows = groups.flatMap(({ before, after, examples = [] }) =>
    examples.map(({ url, hits }) => [url, String(hits), before, after].map(csvField).join(',')),
  )
  return `${['url,hits,before,after', ...rows].join('\r\n')}\r\n`
}

/** The changes for a program. */
export function changesJson(groups: readonly Group[]): string {
  return `${JSON.stringify({ changes: groups.map(({ before, after, examples = [] }) => ({ before, after, visits: examples })) })}\n`
}

// no field begins with what a spreadsheet takes for a formula: URLs begin with their scheme, decisions with a word
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
