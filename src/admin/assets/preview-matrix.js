// The matrix of the preview: visits by client kinds, drawn a block of rows at a time, so that ten thousand visits cost no more than
// those in sight. What stands is changed in place: focus, scroll and an opened way stay where they are.

import { fillCell, stateOf } from './preview-cell.js'

/**
 * @typedef {import('./preview-cell.js').Look} Look
 * @typedef {{ as: string, title: string }} Kind
 * @typedef {{ visits: readonly string[], kinds: readonly Kind[], looks: Look[], columns: Map<string, readonly number[]>,
 *   always: readonly string[], whys: Map<number, readonly string[]> }} Model
 * @typedef {{ body: HTMLTableSectionElement, from: number, to: number, isDrawn: boolean }} Block
 */

const rowsInBlock = 50
// a row's usual height, until it was seen
const usualHeight = 34
const reach = 800

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
  /** @type {Block[]} */
  let blocks = []
  let isServers = true
  const seen = new IntersectionObserver(look, { rootMargin: `${reach}px 0px` })
  table.setAttribute('role', 'grid')
  rove(table.querySelector('button[name="open"]'))

  /** @param {IntersectionObserverEntry[]} entries */
  function look(entries) {
    for (const { target, isIntersecting } of entries) {
      const block = blocks.find(({ body }) => body === target)
      if (block === undefined) continue
      if (isIntersecting) draw(block)
      else clear(block)
    }
  }

  /** @param {Block} block */
  function draw(block) {
    if (block.isDrawn) return
    const rows = document.createDocumentFragment()
    for (const visit of shown.slice(block.from, block.to)) {
      rows.append(newRow(visit))
      const reasons = model.whys.get(visit)
      if (reasons !== undefined) rows.append(whyRow(reasons))
    }
    block.body.replaceChildren(rows)
    block.body.style.blockSize = ''
    block.isDrawn = true
    drawn()
  }

  /** @param {Block} block */
  function clear(block) {
    if (!block.isDrawn || block.body.querySelector(':focus, .opened') !== null) return
    block.body.style.blockSize = `${block.body.offsetHeight}px`
    block.body.replaceChildren()
    block.isDrawn = false
  }

  /** @param {number} visit */
  function newRow(visit) {
    const row = document.createElement('tr')
    row.setAttribute('role', 'row')
    row.setAttribute('aria-rowindex', String(visit + 2))
    const head = document.createElement('th')
    head.setAttribute('role', 'rowheader')
    head.scope = 'row'
    head.className = 'visit'
    head.textContent = model.visits[visit] ?? ''
    row.append(head)
    for (const kind of model.kinds) {
      const cell = document.createElement('td')
      cell.setAttribute('role', 'gridcell')
      cell.dataset.label = kind.title
      const button = document.createElement('button')
      button.name = 'open'
      button.value = `${visit} ${kind.as}`
      button.setAttribute('form', 'preview')
      button.title = words.open ?? ''
      button.tabIndex = -1
      cell.append(button)
      row.append(cell)
      fill(cell, button, visit, kind.as)
    }
    return row
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {HTMLButtonElement} button
   * @param {number} visit
   * @param {string} as
   */
  function fill(cell, button, visit, as) {
    const [reference] = model.kinds
    const shownLook = lookOf(visit, as)
    if (shownLook === undefined) return
    fillCell(cell, button, shownLook, as === reference?.as ? undefined : lookOf(visit, reference?.as ?? ''), words)
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
    seen.disconnect()
    isServers = false
    for (const body of table.querySelectorAll('tbody')) body.remove()
    document.querySelector('.pager')?.remove()
    const head = table.tHead?.rows[0]
    head?.replaceChildren(head.cells[0] ?? '', ...model.kinds.map(heading))
    blocks = []
    for (let from = 0; from < shown.length; from += rowsInBlock) {
      const to = Math.min(from + rowsInBlock, shown.length)
      const body = document.createElement('tbody')
      body.setAttribute('role', 'rowgroup')
      body.style.blockSize = `${(to - from) * usualHeight}px`
      blocks.push({ body, from, to, isDrawn: false })
    }
    table.append(...blocks.map(({ body }) => body))
    if (blocks[0] !== undefined) draw(blocks[0])
    for (const { body } of blocks) seen.observe(body)
    table.setAttribute('aria-rowcount', String(model.visits.length + 1))
    const kept = held ? table.querySelector(`button[name="open"][value="${held}"]`) : null
    rove(kept ?? table.querySelector('button[name="open"]'))
    if (kept instanceof HTMLElement) kept.focus({ preventScroll: true })
  }

  /** @param {readonly string[]} reasons */
  function whyRow(reasons) {
    const row = document.createElement('tr')
    row.className = 'why'
    row.setAttribute('role', 'row')
    const cell = document.createElement('td')
    cell.setAttribute('role', 'gridcell')
    cell.colSpan = model.kinds.length + 1
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

  /** @param {Kind} kind */
  function heading({ as, title }) {
    const cell = document.createElement('th')
    cell.setAttribute('role', 'columnheader')
    cell.scope = 'col'
    cell.dataset.as = as
    cell.textContent = title
    return cell
  }

  /**
   * Fills the cells of some kinds anew, wherever they are drawn.
   * @param {readonly string[]} kinds
   */
  function refill(kinds) {
    for (const as of kinds) {
      for (const button of table.querySelectorAll(`button[name="open"][value$=" ${as}"]`)) {
        const cell = button.closest('td')
        if (cell === null || !(button instanceof HTMLButtonElement)) continue
        fill(cell, button, Number(button.value.split(' ')[0]), as)
      }
    }
  }

  /** @param {Element | null} button */
  function rove(button) {
    if (!(button instanceof HTMLButtonElement)) return
    for (const other of table.querySelectorAll('button[name="open"]'))
      if (other instanceof HTMLButtonElement && other !== button) other.tabIndex = -1
    button.tabIndex = 0
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
    const row = shown.indexOf(Number(visit))
    const column = model.kinds.findIndex((kind) => kind.as === as)
    const [down, right] = event.ctrlKey && step[0] === 0 ? [step[1] * shown.length, 0] : step
    const there = focusCell(clamp(row + down, shown.length), clamp(column + right, model.kinds.length))
    if (there) event.preventDefault()
  })

  /**
   * @param {number} row
   * @param {number} column
   */
  function focusCell(row, column) {
    const block = blocks.find(({ from, to }) => row >= from && row < to)
    if (block !== undefined) draw(block)
    const button = table.querySelector(`button[name="open"][value="${shown[row]} ${model.kinds[column]?.as}"]`)
    if (!(button instanceof HTMLButtonElement)) return false
    button.focus()
    return true
  }

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
      if (isSame && shown.length === next.visits.length && (!isServers || shown.length <= 200)) return refill(kindsOf(next))
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
      for (const row of table.querySelectorAll('tr.why')) {
        if (!isOdd(visitAbove(row))) row.remove()
      }
    },
    /**
     * @param {number} visit
     * @param {readonly string[]} reasons
     */
    explain(visit, reasons) {
      model.whys.set(visit, reasons)
      for (const row of table.querySelectorAll('tr.why')) if (visitAbove(row) === visit) row.remove()
      if (reasons.length > 0) table.querySelector(`tr[aria-rowindex="${visit + 2}"]`)?.after(whyRow(reasons))
    },
    /** Shows the visits for which `wanted` says so, in their order. @param {(cells: readonly (Look | undefined)[]) => boolean} wanted */
    filter(wanted) {
      shown = model.visits.flatMap((_, i) => (wanted(model.kinds.map(({ as }) => lookOf(i, as))) ? [i] : []))
      rebuild()
      return shown.length
    },
  }
}

/** The visit that a row below its own speaks of. @param {Element} row */
function visitAbove(row) {
  let above = row.previousElementSibling
  while (above !== null && !above.hasAttribute('aria-rowindex')) above = above.previousElementSibling
  return Number(above?.getAttribute('aria-rowindex')) - 2
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
