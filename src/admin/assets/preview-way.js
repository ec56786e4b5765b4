// The way to a decision: opens under its visit, and tells the editor which lines ran.

/**
 * @param {HTMLTableElement} table
 * @param {HTMLFormElement} form
 */
export function openWays(table, form) {
  /** @type {{ value: string, row: HTMLTableRowElement } | undefined} */
  let open
  /** @type {AbortController | undefined} */
  let running
  const drawn = table.querySelector('tr.opened')
  if (drawn instanceof HTMLTableRowElement) {
    const value = table.querySelector('button[aria-expanded="true"]')?.getAttribute('value')
    if (value) open = { value, row: drawn }
    tellEditor(drawn)
  }

  table.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (button?.id === 'trace-close') {
      event.preventDefault()
      close()
    } else if (button instanceof HTMLButtonElement && button.name === 'open') {
      event.preventDefault()
      if (open?.value === button.value) close()
      else void show(button, true)
    }
  })
  table.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !(event.target instanceof Element) || event.target.closest('tr.opened') === null) return
    event.stopPropagation()
    close()
  })

  function close() {
    running?.abort()
    if (open === undefined) return
    const button = buttonOf(open.value)
    open.row.remove()
    open = undefined
    button?.setAttribute('aria-expanded', 'false')
    button?.focus()
    document.dispatchEvent(new CustomEvent('wpadd-way', { detail: { lines: [], decided: 0 } }))
  }

  /** @param {string} value */
  function buttonOf(value) {
    const button = table.querySelector(`button[name="open"][value="${value}"]`)
    return button instanceof HTMLButtonElement ? button : undefined
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {boolean} isMeant whether somebody asked for it just now
   */
  async function show(button, isMeant) {
    running?.abort()
    const mine = new AbortController()
    running = mine
    const row = button.closest('tr')
    if (row === null) return
    if (open !== undefined && open.value !== button.value) {
      buttonOf(open.value)?.setAttribute('aria-expanded', 'false')
      open.row.remove()
      open = undefined
    }
    button.setAttribute('aria-busy', 'true')
    try {
      const body = new FormData(form)
      body.set('open', button.value)
      body.delete('pac-file')
      body.delete('visits-file')
      const response = await fetch('/preview/trace', { method: 'POST', body, signal: mine.signal })
      const page = new DOMParser().parseFromString(response.ok ? await response.text() : '', 'text/html')
      const section = page.querySelector('#trace')
      if (section === null || mine.signal.aborted) return
      place(button, row, section)
      if (isMeant) reveal()
    } catch (error) {
      if (!mine.signal.aborted) throw error
    } finally {
      button.removeAttribute('aria-busy')
    }
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {HTMLTableRowElement} row
   * @param {Element} section
   */
  function place(button, row, section) {
    const opened = open?.row ?? document.createElement('tr')
    if (open === undefined) {
      opened.className = 'opened'
      opened.setAttribute('role', 'row')
      const cell = document.createElement('td')
      cell.setAttribute('role', 'gridcell')
      cell.colSpan = row.cells.length
      opened.append(cell)
    }
    opened.cells[0]?.replaceChildren(section)
    // the reasons stay with their visit
    const above = row.nextElementSibling?.matches('.why') ? row.nextElementSibling : row
    if (above.nextElementSibling !== opened) above.after(opened)
    open = { value: button.value, row: opened }
    button.setAttribute('aria-expanded', 'true')
    centre(opened)
    tellEditor(opened)
  }

  function reveal() {
    const title = open?.row.querySelector('h3')
    if (title instanceof HTMLElement) title.focus({ preventScroll: true })
    open?.row.scrollIntoView({ block: 'nearest' })
  }

  return {
    /** Follows the decision anew after something changed; closes what is no longer there. */
    renew() {
      if (open === undefined) return
      const button = buttonOf(open.value)
      if (button === undefined) open = undefined
      else void show(button, false)
    },
  }
}

// scrollIntoView would move the page too
/** @param {Element} opened */
function centre(opened) {
  const script = opened.querySelector('.script')
  const line = opened.querySelector('.script .decided')
  if (!(script instanceof HTMLElement) || !(line instanceof HTMLElement)) return
  script.scrollTop = line.offsetTop - script.offsetTop - script.clientHeight / 2
}

/** @param {Element} opened */
function tellEditor(opened) {
  const section = opened.querySelector('#trace')
  if (!(section instanceof HTMLElement)) return
  const lines = JSON.parse(section.dataset.lines ?? '[]')
  document.dispatchEvent(new CustomEvent('wpadd-way', { detail: { lines, decided: Number(section.dataset.decided) } }))
}
