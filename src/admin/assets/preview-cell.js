// One cell of the matrix, as matrix-view.ts draws it: the first choice, quiet where it is the first kind's, loud where it is not.

/**
 * @typedef {{ id: number, look: string, shape: string, first: string, chain: readonly string[], rest: string, said: string, way: string }} Look
 */

/**
 * How a cell stands to the first kind's; `reference` is undefined in its own column.
 * @param {Look} look
 * @param {Look | undefined} reference
 */
export function stateOf(look, reference) {
  if (look.look === 'fails') return 'fails'
  if (reference === undefined) return 'reference'
  return look.way === reference.way ? 'same' : 'differs'
}

/**
 * @param {HTMLTableCellElement} cell
 * @param {HTMLButtonElement} button
 * @param {Look} look
 * @param {Look | undefined} reference
 * @param {Record<string, string>} words
 */
export function fillCell(cell, button, look, reference, words) {
  const state = stateOf(look, reference)
  const name = `cell ${state} ${look.look}`
  const key = `${name} ${look.first} ${look.rest} ${look.way} ${reference?.first}`
  // what says the same already is left alone
  if (cell.dataset.key === key) return
  cell.dataset.key = key
  cell.className = name
  if (state === 'same') return button.replaceChildren(span('quiet', words.same ?? ''))
  /** @type {(Element | string)[]} */
  const parts = []
  if (state === 'differs') parts.push(span('unlike', '≠', true), span('visually-hidden', `${words.differs}: `), ' ')
  parts.push(span('shape', look.shape, true), span('first', look.first))
  if (look.chain.length > 0 && state !== 'fails') {
    const chain = look.chain.join(', ')
    // where the first choice is the same, what differs is behind it
    const isWhole = state === 'differs' && look.first === reference?.first
    parts.push(' ', span(isWhole ? 'rest whole' : 'rest', `→ ${isWhole ? chain : look.rest}`, true))
    parts.push(span('visually-hidden', `, ${words.next} ${chain}`))
  }
  button.replaceChildren(...parts)
}

/**
 * @param {string} className
 * @param {string} text
 * @param {boolean} isPicture
 */
function span(className, text, isPicture = false) {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  if (isPicture) element.setAttribute('aria-hidden', 'true')
  return element
}
