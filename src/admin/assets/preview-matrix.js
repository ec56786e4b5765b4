// The matrix of the preview: visits by client kinds. What stands is changed in place: focus, scroll and an opened way stay where they are.

import { openBlocks } from './preview-blocks.js'
import { fillCell, stateOf } from './preview-cell.js'
import { emptyRow, headCell, visitAbove, whyRow } from './preview-rows.js'

/**
 * @typedef {import('./preview-cell.js').Look} Look
 * @typedef {import('./preview-rows.js').Kind} Kind
 * @typedef {{ visits: readonly string[], kinds: readonly Kind[], looks: Look[], columns: Map<string, readonly number[]>,
 *   always: readonly string[], whys: Map<number, readonly string[]> }} Model
 */

// what the server draws at most
const serversRows = 200

/**
 * Takes over the table that the server drew for `first`.
 * @param {HTMLTableElement} table
 * @param {Model} first
 * @param {Record<string, string>} words
 * @param {() => void} drawn is called when rows have come into sight
 */
export function openMatrix(table, first, words, drawn) {
  let model = first
  /** @type {readonly number[]} */
  let shown = first.visits.map((_, i) => i)
  let isServers = true
  let template = emptyRow(first.kinds, words)
  const blocks = openBlocks(table, rowsOf, drawn)
  table.setAttribute('role', 'grid')
  rove(table.querySelector('button[name="open"]'))
  for (const row of table.querySelectorAll('tr.why'))
    model.whys.set(
      visitAbove(row),
      [...row.querySelectorAll('li')].map(({ textContent }) => textContent ?? ''),
    )
  // the server drew a part
  if (first.visits.length > serversRows && first.columns.size > 0) rebuild()

  /**
   * @param {number} from
   * @param {number} to
   */
  function rowsOf(from, to) {
    const rows = document.createDocumentFragment()
    for (const visit of shown.slice(from, to)) {
      rows.append(newRow(visit))
      const reasons = model.whys.get(visit) ?? []
      if (reasons.length > 0) rows.append(whyRow(reasons, model.kinds.length + 1))
    }
    return rows
  }

  /** @param {number} visit */
  function newRow(visit) {
    const row = /** @type {HTMLTableRowElement} */ (template.cloneNode(true))
    row.setAttribute('aria-rowindex', String(visit + 2))
    const [head, ...cells] = row.cells
    if (head !== undefined) head.textContent = model.visits[visit] ?? ''
    for (const [i, { as }] of model.kinds.entries()) {
      const button = cells[i]?.firstElementChild
      if (!(button instanceof HTMLButtonElement)) continue
      button.value = `${visit} ${as}`
      fill(button, visit, as)
    }
    return row
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {number} visit
   * @param {string} as
   */
  function fill(button, visit, as) {
    const [reference] = model.kinds
    const look = lookOf(visit, as)
    const cell = button.closest('td')
    if (look === undefined || cell === null) return
    fillCell(cell, button, look, as === reference?.as ? undefined : lookOf(visit, reference?.as ?? ''), words)
  }

  /**
   * @param {number} visit
   * @param {string} as
   */
  function lookOf(visit, as) {
    const id = model.columns.get(as)?.[visit]
    return id === undefined ? undefined : model.looks[id]
  }

  function rebuild() {
    const held = table.contains(document.activeElement) ? document.activeElement?.getAttribute('value') : undefined
    isServers = false
    template = emptyRow(model.kinds, words)
    document.querySelector('.pager')?.remove()
    const head = table.tHead?.rows[0]
    head?.replaceChildren(head.cells[0] ?? '', ...model.kinds.map(headCell))
    blocks.replace(shown.length)
    table.setAttribute('aria-rowcount', String(model.visits.length + 1))
    const kept = held ? buttonOf(held) : null
    rove(kept ?? table.querySelector('button[name="open"]'))
    if (kept instanceof HTMLElement) kept.focus({ preventScroll: true })
  }

  // whether another kind decides a visit otherwise, other than by failing for all of them
  /** @param {number} visit */
  function isOdd(visit) {
    const reference = lookOf(visit, model.kinds[0]?.as ?? '')
    return model.kinds.slice(1).some(({ as }) => {
      const look = model.always.includes(as) ? undefined : lookOf(visit, as)
      if (look === undefined || reference === undefined) return false
      const state = stateOf(look, reference)
      return state === 'differs' || (state === 'fails' && reference.look !== 'fails')
    })
  }

  /**
   * Fills the cells of some kinds anew, wherever they are drawn.
   * @param {readonly string[]} kinds
   */
  function refill(kinds) {
    for (const as of kinds)
      for (const button of table.querySelectorAll(`button[name="open"][value$=" ${as}"]`))
        if (button instanceof HTMLButtonElement) fill(button, Number(button.value.split(' ')[0]), as)
  }

  /** @param {Element | null} button */
  function rove(button) {
    if (!(button instanceof HTMLButtonElement)) return
    for (const other of table.querySelectorAll('button[name="open"]'))
      if (other instanceof HTMLButtonElement && other !== button) other.tabIndex = -1
    button.tabIndex = 0
  }

  /** @param {string} value */
  function buttonOf(value) {
    return table.querySelector(`button[name="open"][value="${value}"]`)
  }

  table.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLButtonElement && target.name === 'open') rove(target)
  })

  // arrows go from cell to cell, over what is not drawn yet too
  table.addEventListener('keydown', (event) => {
    const step = steps[event.key]
    const here = event.target
    if (step === undefined || !(here instanceof HTMLButtonElement) || here.name !== 'open') return
    const [visit, as] = here.value.split(' ')
    const column = model.kinds.findIndex((kind) => kind.as === as)
    const [down, right] = event.ctrlKey && step[0] === 0 ? [step[1] * shown.length, 0] : step
    const row = clamp(shown.indexOf(Number(visit)) + down, shown.length)
    blocks.need(row)
    const there = buttonOf(`${shown[row]} ${model.kinds[clamp(column + right, model.kinds.length)]?.as}`)
    if (!(there instanceof HTMLButtonElement)) return
    there.focus()
    event.preventDefault()
  })

  return {
    get model() {
      return model
    },
    /**
     * Shows another model. Where visits and kinds are the same nothing moves.
     * @param {Model} next
     */
    show(next) {
      const isSame = sameList(model.visits, next.visits) && sameList(kindsOf(model), kindsOf(next))
      model = next
      if (isSame && shown.length === next.visits.length && (!isServers || shown.length <= serversRows))
        return refill(kindsOf(next))
      shown = next.visits.map((_, i) => i)
      rebuild()
    },
    /** Fills the cells of one kind, which has become known. @param {string} as */
    tell(as) {
      refill([as])
    },
    /** The visits in the page that kinds disagree on and that have no reason yet. */
    unexplained() {
      const rows = [...table.querySelectorAll('tbody tr[aria-rowindex]')]
      const visits = rows.map((row) => Number(row.getAttribute('aria-rowindex')) - 2)
      return visits.filter((visit) => !model.whys.has(visit) && isOdd(visit))
    },
    /** Takes away the reasons that hold no more. */
    prune() {
      for (const row of table.querySelectorAll('tr.why')) if (!isOdd(visitAbove(row))) row.remove()
    },
    /**
     * @param {number} visit
     * @param {readonly string[]} reasons
     */
    explain(visit, reasons) {
      model.whys.set(visit, reasons)
      for (const row of table.querySelectorAll('tr.why')) if (visitAbove(row) === visit) row.remove()
      const above = table.querySelector(`tr[aria-rowindex="${visit + 2}"]`)
      if (reasons.length > 0) above?.after(whyRow(reasons, model.kinds.length + 1))
    },
    /** Shows the visits for which `wanted` says so, in their order. @param {(cells: readonly (Look | undefined)[]) => boolean} wanted */
    filter(wanted) {
      shown = model.visits.flatMap((_, i) => (wanted(model.kinds.map(({ as }) => lookOf(i, as))) ? [i] : []))
      rebuild()
      return shown.length
    },
  }
}

/** @type {Record<string, readonly [number, number]>} */
const steps = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-20, 0],
  PageDown: [20, 0],
  Home: [0, -100],
  End: [0, 100],
}

/**
 * @param {number} at
 * @param {number} all
 */
function clamp(at, all) {
  return Math.max(0, Math.min(all - 1, at))
}

/** @param {Model} model */
function kindsOf(model) {
  return model.kinds.map(({ as }) => as)
}

/**
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 */
function sameList(one, other) {
  return one.length === other.length && one.every((each, i) => each === other[i])
}
