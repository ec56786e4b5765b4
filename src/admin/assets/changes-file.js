// The changes of a comparison as a file, for the server and the browser.

/** @typedef {{ readonly before: string, readonly after: string, readonly visits: readonly { readonly url: string, readonly hits: number }[] }} Changed */

/**
 * A table for a spreadsheet (RFC 4180): a line for each visit.
 * @param {readonly Changed[]} changes
 */
export function changesCsv(changes) {
  const rows = changes.flatMap(({ before, after, visits }) =>
    visits.map(({ url, hits }) => [url, String(hits), before, after].map(csvField).join(',')),
  )
  return `${['url,hits,before,after', ...rows].join('\r\n')}\r\n`
}

/**
 * The same for a program.
 * @param {readonly Changed[]} changes
 */
export function changesJson(changes) {
  return `${JSON.stringify({ changes: changes.map(({ before, after, visits }) => ({ before, after, visits })) })}\n`
}

// no field begins with what a spreadsheet takes for a formula: URLs begin with their scheme, decisions with a word
/** @param {string} text */
function csvField(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
