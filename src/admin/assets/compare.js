// Makes the Compare page quicker to use: compares in the background, with progress and a way to stop. Without it the form is sent, and the
// server draws the page.

import { openResult } from './compare-result.js'
import { openFiles } from './files.js'

/** @type {import('./compare-result.js').Texts} */
const words = JSON.parse(document.getElementById('compare-words')?.textContent ?? '{}')
const form = /** @type {HTMLFormElement} */ (document.getElementById('compare'))
const stop = /** @type {HTMLButtonElement} */ (document.getElementById('stop'))
const progress = /** @type {HTMLElement} */ (document.getElementById('progress'))
const bar = /** @type {HTMLProgressElement} */ (progress.querySelector('progress'))
const visitsFile = /** @type {HTMLInputElement} */ (document.getElementById('visits-file'))
const visitsFileName = /** @type {HTMLElement} */ (document.getElementById('visits-file-name'))
const removeFile = /** @type {HTMLButtonElement} */ (document.getElementById('visits-file-remove'))

const worker = new Worker('/assets/compare-worker.js', { type: 'module' })
const place = /** @type {HTMLElement} */ (document.getElementById('compared'))
const result = openResult(place, words, (id) => worker.postMessage({ kind: 'examples', id }))
const { say } = result
/** @type {import('./compare-result.js').Read} */
const nothingRead = { visits: 0, malformed: 0, beyond: 0, samples: [] }
let read = nothingRead

say(words.reading, { lines: 0, visits: 0 }) // the first number takes long: now, not when somebody waits
for (const hidden of document.querySelectorAll('.keys, #visits-file-hint')) hidden.removeAttribute('hidden')

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const button = event.submitter
  if (button instanceof HTMLButtonElement && (button.value === 'csv' || button.value === 'json'))
    return worker.postMessage({ kind: 'file', format: button.value })
  clearProblems()
  read = nothingRead
  result.clear()
  busy(true)
  showProgress(0, '')
  const data = new FormData(form)
  const visits = visitsFile.files?.[0] ?? new Blob([String(data.get('visits'))])
  worker.postMessage({ kind: 'start', visits, request: requestOf(data) })
})

stop.addEventListener('click', () => worker.postMessage({ kind: 'stop' }))
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && !stop.hidden && document.querySelector('dialog[open]') === null) worker.postMessage({ kind: 'stop' })
})

worker.addEventListener('message', ({ data }) => {
  if (data.kind === 'reading') showProgress(data.part * 0.3, say(words.reading, data))
  if (data.kind === 'read') read = data
  if (data.kind === 'comparing') {
    showProgress(0.3 + 0.7 * (data.done / data.of), say(words.comparing, data))
    result.showGroups(data)
  }
  if (data.kind === 'done' || data.kind === 'stopped') {
    busy(false)
    if (data.errors !== undefined && data.errors.length > 0) showProblems(data.errors)
    else result.finish(data, read)
  }
  if (data.kind === 'examples') result.showExamples(data)
  if (data.kind === 'file') save(data.blob, `changes.${data.format}`)
})

/** @param {FormData} data */
function requestOf(data) {
  const text = (/** @type {string} */ name) => String(data.get(name) ?? '')
  const side = (/** @type {string} */ name) =>
    text(`${name}-site`) === '' ? { pac: text(`${name}-pac`) } : { site: text(`${name}-site`) }
  const list = (/** @type {string} */ items) => items.split(/[\s,]+/).filter((item) => item !== '')
  const pins = text('dns')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => [line.split('=', 1)[0]?.trim() ?? '', list(line.slice(line.indexOf('=') + 1))])
  return {
    before: side('before'),
    after: side('after'),
    as: text('as'),
    client: { ips: list(text('client')) },
    now: text('now'),
    tz: text('tz'),
    dns: Object.fromEntries(pins),
    resolve: data.get('resolve') !== null,
  }
}

/** @param {boolean} is */
function busy(is) {
  const hadFocus = document.activeElement === stop
  stop.hidden = !is
  progress.hidden = !is
  place.setAttribute('aria-busy', String(is))
  const button = form.querySelector('button.primary')
  if (hadFocus && !is && button instanceof HTMLElement) button.focus()
}

/**
 * @param {number} part
 * @param {string} text
 */
function showProgress(part, text) {
  bar.value = part
  progress.querySelector('.hint')?.replaceChildren(text)
}

/** @param {{ field: string, detail: string }[]} errors */
function showProblems(errors) {
  for (const { field: path, detail } of errors) {
    const field = path.split('.', 1)[0] ?? ''
    document.getElementById(`${field}-problem`)?.replaceChildren(detail)
    document.querySelector(`[aria-describedby="${CSS.escape(field)}-problem"]`)?.setAttribute('aria-invalid', 'true')
  }
  result.notice(`${words.nothingDone}: ${errors.map(({ field, detail }) => `${field}: ${detail}`).join('; ')}`, read)
}

function clearProblems() {
  document.getElementById('problems')?.replaceChildren()
  for (const problem of form.querySelectorAll('.problem')) problem.textContent = ''
  for (const field of form.querySelectorAll('[aria-invalid="true"]')) field.setAttribute('aria-invalid', 'false')
}

// a PAC's file becomes the text, to be seen and changed
for (const side of ['before', 'after']) {
  const select = /** @type {HTMLSelectElement} */ (document.getElementById(`${side}-site`))
  const text = /** @type {HTMLTextAreaElement} */ (document.getElementById(`${side}-pac`))
  const show = () => {
    for (const live of select.closest('.compare-side')?.querySelectorAll('.compare-live') ?? [])
      live.toggleAttribute('hidden', live.getAttribute('data-site') !== select.value)
  }
  select.addEventListener('change', show)
  // a file that was dropped where a live PAC stands
  text.addEventListener('wpadd-set', () => {
    select.value = ''
    show()
  })
  show()
}
openFiles(form, { 'before-file': 'before-pac', 'after-file': 'after-pac' })

// a file of visits stays a file, since it may be large
visitsFile.addEventListener('change', showVisitsFile)
removeFile.addEventListener('click', () => {
  visitsFile.value = ''
  showVisitsFile()
  visitsFile.focus()
})

function showVisitsFile() {
  const isChosen = visitsFile.value !== ''
  removeFile.hidden = !isChosen
  visitsFileName.hidden = !isChosen
  visitsFileName.textContent = visitsFile.files?.[0]?.name ?? ''
  const text = document.getElementById('visits')
  if (text instanceof HTMLTextAreaElement) text.disabled = isChosen
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function save(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
