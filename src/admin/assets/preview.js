// Makes the preview answer while somebody types. Everything works without it: the form is sent, and the server draws the page.

import { openFiles } from './files.js'
import { askMatrix, NoAnswer } from './preview-ask.js'
import { stateOf } from './preview-cell.js'
import { openFindings } from './preview-findings.js'
import { openMatrix } from './preview-matrix.js'
import { openShare } from './preview-share.js'
import { openWays } from './preview-way.js'
import { openWhys } from './preview-why.js'

/** @typedef {import('./preview-matrix.js').Model} Model */

const form = document.querySelector('form#preview')
const table = document.querySelector('table#matrix')
const typingPause = 120
const staleAfter = 150

if (form instanceof HTMLFormElement && table instanceof HTMLTableElement) start(form, table)

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTableElement} table
 */
function start(form, table) {
  const words = dataOf('preview-words')
  const lines = dataOf('preview-lines')
  const first = newModel()
  for (const line of lines) takeLine(first, line)
  /** @type {ReturnType<typeof openMatrix> | undefined} */
  let opened
  const whys = openWhys(form, () => opened)
  const matrix = openMatrix(table, first, words, whys.later)
  opened = matrix
  const ways = openWays(table, form)
  /** @type {AbortController | undefined} */
  let running
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  let filter = 'all'

  function later() {
    clearTimeout(pause)
    pause = setTimeout(evaluate, typingPause)
  }

  async function evaluate() {
    clearTimeout(pause)
    running?.abort()
    whys.stop()
    const mine = new AbortController()
    running = mine
    const model = newModel()
    const late = setTimeout(() => table.setAttribute('aria-busy', 'true'), staleAfter)
    try {
      await askMatrix(new FormData(/** @type {HTMLFormElement} */ (form)), mine.signal, (line) => take(model, line), words)
      showProblems([])
      stale(false)
      if (mine.signal.aborted) return
      if (filter !== 'all') applyFilter()
      matrix.prune()
      whys.later()
      ways.renew()
    } catch (error) {
      if (mine.signal.aborted) return
      showProblems(error instanceof NoAnswer ? error.problems : [])
      stale(error instanceof NoAnswer && error.problems.length > 0)
      if (!(error instanceof NoAnswer) || error.problems.length === 0) say(error)
    } finally {
      clearTimeout(late)
      if (running === mine) table.removeAttribute('aria-busy')
    }
  }

  /**
   * @param {Model} model
   * @param {any} line
   */
  function take(model, line) {
    takeLine(model, line)
    if (line.kind === 'told') return tell(line)
    if (line.kind === 'stopped') throw new NoAnswer(line.why)
    if (line.kind !== 'cells') return
    reveal()
    if (matrix.model === model) matrix.tell(line.as)
    else matrix.show(model)
  }

  /** @param {unknown} error */
  function say(error) {
    const why = error instanceof NoAnswer ? error.message : (words.noAnswer ?? '').replace('%', String(error))
    alertAt('problems', why)
  }

  function applyFilter() {
    const left = matrix.filter((cells) => {
      const states = cells.map((cell, i) => (cell === undefined ? '' : stateOf(cell, i === 0 ? undefined : cells[0])))
      if (filter === 'fails') return states.includes('fails')
      return filter === 'all' || states.includes('differs') || states.some((state) => state === 'fails' && states[0] !== 'fails')
    })
    const none = document.querySelector('#none-left')
    if (none instanceof HTMLElement) none.hidden = left > 0
  }

  form.addEventListener('input', later)
  form.addEventListener('change', later)
  form.addEventListener('submit', (event) => {
    const { submitter } = event
    // files are the browser's to save
    if (submitter instanceof HTMLButtonElement && submitter.value === 'save') return
    event.preventDefault()
    if (submitter instanceof HTMLButtonElement && submitter.value === 'load') void load(form)
    else void evaluate()
  })
  for (const choice of document.querySelectorAll('input[name="show"]'))
    choice.addEventListener('change', () => {
      filter = choice instanceof HTMLInputElement ? choice.value : 'all'
      applyFilter()
    })
  document.querySelector('select#site')?.addEventListener('change', () => void load(form))
  form.classList.add('scripted')
  // choosing a site is enough
  form.querySelector('#load-button')?.setAttribute('hidden', '')
  openFiles(form, { 'pac-file': 'pac', 'visits-file': 'visits' })
  openShare(form, words, evaluate)
  reveal(lines.length > 0)
  whys.later()
  // the editor is large, and nothing waits for it
  requestAnimationFrame(() => setTimeout(() => void edit(form, words), 0))
}

/**
 * @param {HTMLFormElement} form
 * @param {any} words
 */
async function edit(form, words) {
  const field = form.querySelector('textarea#pac')
  const place = form.querySelector('#editor')
  if (!(field instanceof HTMLTextAreaElement) || !(place instanceof HTMLElement)) return
  const findings = openFindings(field, dataOf('preview-findings').findings, words.findings)
  const { openEditor } = await import('./preview-editor.js')
  const editor = await openEditor(field, place)
  findings.follow((found) => editor.show(found))
  document.querySelector('#editor-keys')?.removeAttribute('hidden')
  // to the field, from a problem; to a line, from a finding
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href="#pac"]') : null
    if (!(link instanceof HTMLElement)) return
    event.preventDefault()
    editor.goTo(Number(link.dataset.line ?? 1))
  })
  document.querySelector('#pac-label')?.addEventListener('click', () => editor.goTo(1))
}

/** @param {boolean} hasResult */
function reveal(hasResult = true) {
  for (const element of document.querySelectorAll('[data-scripted]')) element.removeAttribute('hidden')
  const outcome = document.querySelector('#outcome')
  if (outcome instanceof HTMLElement && hasResult) outcome.hidden = false
  if (hasResult) document.querySelector('#nothing')?.replaceChildren()
}

/**
 * Puts the live PAC of the chosen site into the editor; choosing it is enough, the button is there for pages without scripts.
 * @param {HTMLFormElement} form
 */
async function load(form) {
  const select = form.querySelector('select#site')
  const field = form.querySelector('textarea#pac')
  if (!(select instanceof HTMLSelectElement) || !(field instanceof HTMLTextAreaElement) || select.value === '') return
  const response = await fetch(`/preview/pac?site=${encodeURIComponent(select.value)}`)
  if (!response.ok) return
  field.value = await response.text()
  field.dispatchEvent(new Event('wpadd-set'))
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** @param {any} told */
function tell(told) {
  for (const id of ['summary', 'agreement', 'basis', 'command']) put(id, told[id])
  document.querySelector('#agreement')?.setAttribute('data-agrees', String(told.agrees))
  document.querySelector('#command-box')?.toggleAttribute('hidden', told.command === '')
  document.querySelector('#copy-command')?.toggleAttribute('hidden', told.command === '')
  document.querySelector('#save-first')?.toggleAttribute('hidden', !told.isEdited)
  const site = document.querySelector('select#site')
  if (site instanceof HTMLSelectElement && site.value !== told.site) site.value = told.site
}

/**
 * Says that what stands below is of the question before, since this one has fields that are wrong.
 * @param {boolean} is
 */
function stale(is) {
  document.querySelector('#outcome')?.classList.toggle('stale', is)
  document.querySelector('#stale')?.toggleAttribute('hidden', !is)
}

/**
 * @param {string} id
 * @param {string} text
 */
function put(id, text) {
  const element = document.getElementById(id)
  if (element !== null && element.textContent !== text) element.textContent = text
}

/** @param {readonly { field: string, message: string }[]} problems */
function showProblems(problems) {
  document.querySelector('#problems')?.replaceChildren()
  for (const paragraph of document.querySelectorAll('p.problem')) {
    const field = paragraph.id.replace('-problem', '')
    const message = problems.find((each) => each.field === field)?.message ?? ''
    if (paragraph.textContent !== message) paragraph.textContent = message
    document.getElementById(field)?.setAttribute('aria-invalid', String(message !== ''))
  }
}

/**
 * @param {string} id
 * @param {string} sentence
 */
function alertAt(id, sentence) {
  const paragraph = document.createElement('p')
  paragraph.className = 'overview'
  paragraph.setAttribute('role', 'alert')
  paragraph.textContent = sentence
  document.getElementById(id)?.replaceChildren(paragraph)
}

/** The question as it stands in the fields. @returns {Model} */
function newModel() {
  const visits = document.querySelector('textarea#visits')
  const text = visits instanceof HTMLTextAreaElement ? visits.value : ''
  const boxes = [...document.querySelectorAll('input[name="as"]:checked')]
  return {
    visits: text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    kinds: boxes.map((box) => ({
      as: box instanceof HTMLInputElement ? box.value : '',
      title: box.closest('label')?.textContent?.trim() ?? '',
    })),
    looks: [],
    columns: new Map(),
    always: [],
    whys: new Map(),
  }
}

/**
 * @param {Model} model
 * @param {any} line
 */
function takeLine(model, line) {
  if (line.kind === 'look') model.looks[line.id] = line
  if (line.kind === 'cells') model.columns.set(line.as, line.ids)
  if (line.kind === 'told') model.always = line.always
}

/** @param {string} id */
function dataOf(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null')
}
