// Makes the Discovery page live: a plan at each change of the form, and the lookups drawn as they are made. Without it the form is sent, and
// the server draws the page when all lookups are over.

import { jsonLines } from './json-lines.js'
import { fill } from './texts.js'

/** @typedef {import('../words/en.ts').Words['discovery'] & { language: string, sessionEnded: string, noAnswer: string }} Texts */
/** @typedef {{ kind: string, id: string, via: string, ask: string, whom?: string, end: string, outcome: string, from?: string, ms: number }} Told */
/** @typedef {{ found: boolean, at?: string, conclusion: string, todo: string[] }} End */

/** @type {Texts} */
const words = JSON.parse(document.getElementById('discovery-words')?.textContent ?? '{}')
const form = /** @type {HTMLFormElement} */ (document.getElementById('discovery'))
const result = /** @type {HTMLElement} */ (document.getElementById('result'))
const note = /** @type {HTMLElement} */ (document.getElementById('discovery-note'))
const make = document.getElementById('make')
const stop = document.getElementById('stop')

/** @type {AbortController | undefined} */
let running

/**
 * @param {import('./texts.js').Text} text
 * @param {Record<string, string | number>} values
 */
const say = (text, values) => fill(text, values, words.language)

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void (event.submitter === make ? makeAll() : showPlan())
})
form.addEventListener('change', () => void showPlan())
stop?.addEventListener('click', () => running?.abort())
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && document.querySelector('dialog[open]') === null) running?.abort()
})

/** Puts the plan of the form into the page; false where there is none. */
async function showPlan() {
  running?.abort()
  const mine = new AbortController()
  running = mine
  const query = new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)]))
  try {
    const response = await fetch(`/discovery?${query}`, { signal: mine.signal })
    if (response.status === 401) return tell(words.sessionEnded)
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const fresh = page.getElementById('result')
    if (fresh === null) return tell(page.querySelector('main')?.textContent ?? `HTTP ${response.status}`)
    result.className = fresh.className
    result.replaceChildren(...fresh.childNodes)
    for (const problem of page.querySelectorAll('.problem')) {
      document.getElementById(problem.id)?.replaceChildren(...problem.childNodes)
      const field = `[aria-describedby="${problem.id}"]`
      const state = page.querySelector(field)?.getAttribute('aria-invalid') ?? 'false'
      document.querySelector(field)?.setAttribute('aria-invalid', state)
    }
    history.replaceState(null, '', `/discovery?${query}`)
    tell(response.ok ? '' : words.problem)
    return response.ok
  } catch (error) {
    if (!mine.signal.aborted) tell(words.noAnswer.replace('{why}', error instanceof Error ? error.message : String(error)))
  }
  return false
}

/** Makes the lookups of every plan on the page, one plan after the other. */
async function makeAll() {
  if (!(await showPlan())) return
  const mine = new AbortController()
  running = mine
  busy(true)
  try {
    for (const plan of result.querySelectorAll('.discovery-plan')) await makeOne(plan, mine.signal)
    tell('')
  } catch (error) {
    const why = mine.signal.aborted ? words.stoppedByYou : error instanceof Error ? error.message : String(error)
    tell(why === words.sessionEnded ? why : say(words.stopped, { why }))
  } finally {
    if (running === mine) running = undefined
    busy(false)
  }
}

/**
 * @param {Element} plan
 * @param {AbortSignal} signal
 */
async function makeOne(plan, signal) {
  const data = new FormData(form)
  const body = {
    kind: plan.getAttribute('data-kind'),
    fqdn: data.get('fqdn'),
    search: data.get('search'),
    asks: data.get('asks'),
  }
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch('/api/v1/discovery', { method: 'POST', body: JSON.stringify(body), headers, signal })
  if (response.status === 401) throw new Error(words.sessionEnded)
  if (!response.ok) throw new Error((await response.json()).detail)
  for await (const event of jsonLines(response)) {
    if (event.kind === 'asking') asking(plan, event)
    if (event.kind === 'made') made(plan, event)
    if (event.kind === 'done') ended(plan, event)
    if (event.kind === 'stopped') throw new Error(event.why)
  }
}

/**
 * @param {Element} plan
 * @param {string} id
 * @returns {HTMLElement | null}
 */
function rowOf(plan, id) {
  return plan.querySelector(`[data-id="${CSS.escape(id)}"]`)
}

/**
 * @param {Element} plan
 * @param {Told} told
 */
function asking(plan, { id, ask, whom }) {
  const row = rowOf(plan, id)
  if (row === null) return
  row.dataset.state = 'asking'
  row.querySelector('[data-slot="ask"]')?.replaceChildren(ask)
  if (whom !== undefined)
    row.querySelector('[data-slot="end"]')?.replaceChildren(element('p', 'hint', say(words.asking, { whom })))
}

/**
 * @param {Element} plan
 * @param {Told} told
 */
function made(plan, { id, ask, end, outcome, from, ms }) {
  const row = rowOf(plan, id)
  if (row === null) return
  row.dataset.state = end
  row.querySelector('[data-slot="end"]')?.replaceChildren()
  row.querySelector('[data-slot="ask"]')?.replaceChildren(ask)
  const answer = element('p', 'discovery-answer')
  answer.dataset.state = end
  const answers = row.querySelector('[data-slot="answers"]')
  if (answers !== null && answers.childElementCount > 0) answer.append(element('code', '', ask), ' ')
  answer.append(element('strong', '', outcome))
  if (from !== undefined) answer.append(' ', element('span', 'hint', say(words.says, { from })))
  if (end !== 'withheld') answer.append(' ', element('span', 'discovery-ms figure', `${ms.toFixed(1)} ms`))
  answers?.append(answer)
}

/**
 * @param {Element} plan
 * @param {End} end
 */
function ended(plan, { found, at, conclusion, todo }) {
  for (const row of plan.querySelectorAll('.discovery-step'))
    if (row.querySelector('.discovery-answer') === null) row.setAttribute('data-state', 'skipped')
  const place = at === undefined ? null : rowOf(plan, at)?.querySelector('[data-slot="end"]')
  const block = element('div', `discovery-end ${found ? 'found' : 'missed'}`)
  block.append(
    element('p', 'discovery-here', found ? words.foundHere : words.stoppedHere),
    element('p', 'discovery-conclusion', conclusion),
  )
  const [first, ...more] = todo
  if (first !== undefined) {
    const line = element('p', 'discovery-todo')
    line.append(element('strong', '', words.todo), ` ${first}`)
    block.append(line)
  }
  if (more.length > 0) {
    const list = element('ul', '')
    list.append(...more.map((each) => element('li', '', each)))
    block.append(list)
  }
  place?.replaceChildren(block)
  block.setAttribute('role', 'status')
}

/** @param {boolean} is */
function busy(is) {
  const hadFocus = document.activeElement === stop
  stop?.toggleAttribute('hidden', !is)
  make?.toggleAttribute('disabled', is)
  result.setAttribute('aria-busy', String(is))
  if (is) tell(words.running)
  if (hadFocus && !is) make?.focus()
}

/** @param {string} sentence */
function tell(sentence) {
  note.hidden = sentence === ''
  note.textContent = sentence
}

/**
 * @param {string} name
 * @param {string} className
 * @param {string} [text]
 */
function element(name, className, text = '') {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  if (text !== '') made.textContent = text
  return made
}
