// Rows in blocks, of which only those near the window are drawn. A block that is not keeps the height that it had.

const rowsInBlock = 20
// a row's usual height, until it was seen
const usualHeight = 34
const reach = 500
// how long drawing may take of a frame, in milliseconds
const drawingTime = 4

/** @typedef {{ body: HTMLTableSectionElement, from: number, to: number, isDrawn: boolean, isNear: boolean }} Block */

/**
 * @param {HTMLTableElement} table
 * @param {(from: number, to: number) => DocumentFragment} rowsOf makes the rows of a block
 * @param {() => void} drawn is called when rows have come into sight
 */
export function openBlocks(table, rowsOf, drawn) {
  /** @type {Block[]} */
  let blocks = []
  const seen = new IntersectionObserver(look, { rootMargin: `${reach}px 0px` })

  /** @param {IntersectionObserverEntry[]} entries */
  function look(entries) {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const block = blocks.find(({ body }) => body === target)
      if (block === undefined) continue
      block.isNear = isIntersecting
      // what the observer has measured need not be measured again
      if (!isIntersecting) clear(block, boundingClientRect.height)
    }
    drawNear()
  }

  // a few blocks a frame, so that a long way down is no long wait
  function drawNear() {
    const until = performance.now() + drawingTime
    for (const block of blocks) {
      if (!block.isNear || block.isDrawn) continue
      if (performance.now() > until) {
        requestAnimationFrame(drawNear)
        return
      }
      draw(block)
    }
  }

  /** @param {Block} block */
  function draw(block) {
    if (block.isDrawn) return
    block.body.replaceChildren(rowsOf(block.from, block.to))
    block.body.style.blockSize = ''
    block.isDrawn = true
    drawn()
  }

  /**
   * @param {Block} block
   * @param {number} height
   */
  function clear(block, height) {
    if (!block.isDrawn || block.body.querySelector(':focus, .opened') !== null) return
    block.body.style.blockSize = `${height}px`
    block.body.replaceChildren()
    block.isDrawn = false
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  function newBlock(from, to) {
    const body = document.createElement('tbody')
    body.setAttribute('role', 'rowgroup')
    body.style.blockSize = `${(to - from) * usualHeight}px`
    return { body, from, to, isDrawn: false, isNear: false }
  }

  return {
    /** Puts so many rows in the place of all that there are; the first ones are drawn at once. @param {number} rows */
    replace(rows) {
      seen.disconnect()
      for (const body of table.querySelectorAll('tbody')) body.remove()
      blocks = []
      for (let from = 0; from < rows; from += rowsInBlock) blocks.push(newBlock(from, Math.min(from + rowsInBlock, rows)))
      table.append(...blocks.map(({ body }) => body))
      if (blocks[0] !== undefined) draw(blocks[0])
      for (const { body } of blocks) seen.observe(body)
    },
    /** Draws the block of a row, wherever it is. @param {number} row */
    need(row) {
      const block = blocks.find(({ from, to }) => row >= from && row < to)
      if (block !== undefined) draw(block)
    },
  }
}
