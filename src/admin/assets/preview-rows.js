// The rows of the matrix, as matrix-view.ts draws them.

/** @typedef {{ as: string, title: string }} Kind */

/**
 * A row without a visit, to be copied.
 * @param {readonly Kind[]} kinds
 * @param {Record<string, string>} words
 */
export function emptyRow(kinds, words) {
  const row = document.createElement('tr')
  row.setAttribute('role', 'row')
  const head = document.createElement('th')
  head.setAttribute('role', 'rowheader')
  head.scope = 'row'
  head.className = 'visit'
  row.append(head, ...kinds.map(({ title }) => emptyCell(title, words)))
  return row
}

/**
 * @param {string} title
 * @param {Record<string, string>} words
 */
function emptyCell(title, words) {
  const cell = document.createElement('td')
  cell.setAttribute('role', 'gridcell')
  cell.dataset.label = title
  const button = document.createElement('button')
  button.name = 'open'
  button.setAttribute('form', 'preview')
  button.title = words.open ?? ''
  button.tabIndex = -1
  cell.append(button)
  return cell
}

/**
 * Why kinds decide the visit above otherwise.
 * @param {readonly string[]} reasons
 * @param {number} columns
 */
export function whyRow(reasons, columns) {
  const row = document.createElement('tr')
  row.className = 'why'
  row.setAttribute('role', 'row')
  const cell = document.createElement('td')
  cell.setAttribute('role', 'gridcell')
  cell.colSpan = columns
  const list = document.createElement('ul')
  for (const reason of reasons) {
    const item = document.createElement('li')
    item.textContent = reason
    list.append(item)
  }
  cell.append(list)
  row.append(cell)
  return row
}

/** The head of a kind's column. @param {Kind} kind */
export function headCell({ as, title }) {
  const cell = document.createElement('th')
  cell.setAttribute('role', 'columnheader')
  cell.scope = 'col'
  cell.dataset.as = as
  cell.textContent = title
  return cell
}

/** The visit that a row below its own speaks of. @param {Element} row */
export function visitAbove(row) {
  let above = row.previousElementSibling
  while (above !== null && !above.hasAttribute('aria-rowindex')) above = above.previousElementSibling
  return Number(above?.getAttribute('aria-rowindex')) - 2
}
