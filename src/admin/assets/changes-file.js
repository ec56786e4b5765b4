// The changes of a comparison as a file, for the server and the browser.

import { csvLine } from './csv-line.js'

/** @typedef {{ readonly before: string, readonly after: string, readonly visits: readonly { readonly url: string, readonly hits: number }[] }} Changed */

/**
 * A table for a spreadsheet (RFC 4180): a line for each visit.
 * @param {readonly Changed[]} changes
 */
export function changesCsv(changes) {
  const rows = changes.flatMap(({ before, after, visits }) =>
    visits.map(({ url, hits }) => csvLine([url, String(hits), before, after])),
  )
  return `${csvLine(['url', 'hits', 'before', 'after'])}${rows.join('')}`
}

/**
 * The same for a program.
 * @param {readonly Changed[]} changes
 */
export function changesJson(changes) {
  return `${JSON.stringify({ changes: changes.map(({ before, after, visits }) => ({ before, after, visits })) })}\n`
}
