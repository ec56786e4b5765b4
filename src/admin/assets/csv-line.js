// Comma-separated values, for the server and the browser.

/**
 * One line of comma-separated values (RFC 4180), its end included.
 * @param {readonly string[]} fields
 */
export function csvLine(fields) {
  return `${fields.map(csvField).join(',')}\r\n`
}

// spreadsheets run what begins like a formula; an apostrophe makes it text
/** @param {string} text */
function csvField(text) {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
