// Draws what a comparison found, as the server draws it where there are no scripts: rows are made from the page's own template.

import { choicesOf, lookOf } from './decision.js'
import { figure, fill } from './texts.js'

// so many visits are shown at once, without a click
const mostOpen = 20

/** @typedef {import('../words/en.ts').Words['compare'] & { language: string, sessionEnded: string, noAnswer: string }} Texts */
/** @typedef {{ id: string, before: string, after: string, detail?: string, visits: number, hits: number }} Group */
/** @typedef {{ visits: number, hits: number }} Count */

/**
 * What the worker tells of a comparison.
 * @typedef {{ kind: string, done: number, of: number, why?: string, status?: number, errors?: { field: string, detail: string }[],
 *   changed: Count, unchanged: Count, failing: { before: number, after: number },
 *   world: { as?: string, now?: string, tz?: string, client?: { ips: string[] } }, more: number, groups: Group[] }} Found
 */

/**
 * What was read of the visits, as the worker tells it.
 * @typedef {{ visits: number, malformed: number, beyond: number, samples: { line: number, text: string }[] }} Read
 */

/**
 * Opens the place where results are drawn. `wanted` is told of a row that was opened: its visits are to be given to `showExamples`.
 * @param {HTMLElement} place
 * @param {Texts} words
 * @param {(id: string) => void} wanted
 */
export function openResult(place, words, wanted) {
  /** @type {Map<string, HTMLDetailsElement>} */
  let rows = new Map()

  /**
   * @param {import('./texts.js').Text} text
   * @param {Record<string, string | number>} [values]
   */
  const say = (text, values = {}) => fill(text, values, words.language)

  function clear() {
    rows = new Map()
    place.replaceChildren()
  }

  /**
   * @param {Found} found
   * @param {Read} read
   */
  function finish(found, read) {
    if (found.kind === 'stopped' && found.done === 0) return notice(reasonOf(found), read)
    if (read.visits === 0) return notice(words.noVisits, read)
    showGroups(found)
    if (found.changed.visits <= mostOpen) for (const row of rows.values()) row.open = true
    place.prepend(...(found.kind === 'stopped' ? [warning(reasonOf(found))] : []), summary(found))
    place.append(foot(found, read))
  }

  /** @param {Found} found */
  function summary({ changed, unchanged }) {
    const of = changed.visits + unchanged.visits
    const all = element('p', 'summary')
    all.setAttribute('role', 'status')
    if (changed.visits === 0) all.textContent = `${say(words.unchangedAll, { n: of })}.`
    else {
      const hits = changed.hits + unchanged.hits
      const ofHits = hits === of ? '' : `, ${say(words.hits, { n: changed.hits, of: hits })}`
      all.append(element('strong', '', say(words.changed, { n: changed.visits, of })), `${ofHits}.`)
    }
    return all
  }

  /** @param {Found} found */
  function reasonOf({ why, status, done, of }) {
    if (status === 401) return words.sessionEnded
    if (why === undefined || why === '') return say(words.stopped, { done, of })
    return status === undefined ? say(words.stoppedWhy, { why, done, of }) : words.noAnswer.replace('{why}', why)
  }

  /** @param {Pick<Found, 'groups' | 'more'>} found */
  function showGroups({ groups, more }) {
    if (groups.length === 0) return
    let list = place.querySelector('.compare-list')
    if (list === null) {
      list = element('div', 'compare-list')
      list.append(columns())
      place.append(list)
    }
    for (const [i, group] of groups.entries()) {
      const row = rows.get(group.id) ?? openRow(group)
      for (const name of /** @type {const} */ (['visits', 'hits'])) {
        part(row, name).textContent = figure(group[name], words.language)
        part(row, name).dataset.value = String(group[name])
        part(row, `${name}-unit`).textContent = say(words.units[name], { n: group[name] })
      }
      // moving a row that has its place already would cost it its focus
      if (list.children[i + 1] !== row) list.insertBefore(row, list.children[i + 1] ?? null)
    }
    // hits that say no more than the visits are left out
    list.classList.toggle(
      'once',
      groups.every(({ visits, hits }) => visits === hits),
    )
    dropOthers(new Set(groups.map(({ id }) => id)))
    place.querySelector('.compare-more')?.remove()
    if (more > 0) place.append(element('p', 'hint compare-more', say(words.moreGroups, { n: more })))
  }

  /** @param {Set<string>} shown */
  function dropOthers(shown) {
    for (const [id, row] of rows) {
      if (shown.has(id)) continue
      row.remove()
      rows.delete(id)
    }
  }

  function columns() {
    const { before, after, visits, hits } = words.columns
    const head = element('div', 'compare-columns')
    head.setAttribute('aria-hidden', 'true')
    head.append(...[before, '', after, visits, hits].map((text) => element('span', '', text)))
    return head
  }

  /** @param {Group} group */
  function openRow(group) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById('compare-group'))
    const row = /** @type {HTMLDetailsElement} */ (template.content.firstElementChild?.cloneNode(true))
    for (const slot of /** @type {const} */ (['before', 'after'])) {
      const { look, shape } = lookOf(group[slot])
      const cell = part(row, slot)
      cell.className = `compare-decision ${look}`
      cell.querySelector('.compare-shape')?.replaceChildren(shape)
      const choices = choicesOf(group[slot], group[slot === 'before' ? 'after' : 'before'])
      cell
        .querySelector('.compare-said')
        ?.replaceChildren(...choices.map(({ text, isNew }) => (isNew ? element('strong', '', text) : text)))
    }
    part(row, 'detail').textContent = group.detail ?? ''
    row.querySelector('.compare-why')?.toggleAttribute('hidden', group.detail === undefined)
    row.addEventListener('toggle', () => row.open && wanted(group.id))
    rows.set(group.id, row)
    return row
  }

  /** @param {{ id: string, visits: { url: string, hits: number }[] }} told */
  function showExamples({ id, visits }) {
    const row = rows.get(id)
    if (row === undefined) return
    part(row, 'examples').replaceChildren(
      ...visits.map(({ url, hits }) => {
        const item = element('li', '')
        item.append(element('code', '', url), element('span', 'figure', figure(hits, words.language)))
        return item
      }),
    )
    const all = Number(part(row, 'visits').dataset.value)
    part(row, 'more').hidden = all <= visits.length
    part(row, 'more').textContent = say(words.more, { n: all - visits.length })
  }

  /**
   * @param {Found} found
   * @param {Read} read
   */
  function foot({ changed, unchanged, failing, world }, read) {
    const foot = element('div', 'compare-foot')
    const isOnce = changed.visits + unchanged.visits === changed.hits + unchanged.hits
    const rest = say(isOnce ? words.unchangedOnce : words.unchanged, { n: unchanged.visits, hits: unchanged.hits })
    if (changed.visits > 0) foot.append(download(), element('p', '', rest))
    if (failing.before + failing.after > 0) foot.append(element('p', 'compare-fails', say(words.failing, failing)))
    foot.append(...misread(read))
    const { as = '', now = '', tz = '', client } = world
    const moment = `${now.replace(/\.\d+Z$/, 'Z')}[${tz}]`
    const kind = document.querySelector(`#as option[value="${CSS.escape(as)}"]`)?.textContent ?? as
    foot.append(element('p', 'basis', say(words.basis, { as: kind, moment, client: client?.ips.join(', ') ?? '' })))
    return foot
  }

  function download() {
    const line = element('p', 'compare-download', words.download)
    for (const format of /** @type {const} */ (['csv', 'json'])) {
      const button = /** @type {HTMLButtonElement} */ (element('button', '', words[format]))
      button.setAttribute('form', 'compare')
      button.value = format
      line.append(' ', button)
    }
    return line
  }

  /** @param {Read} read */
  function misread({ malformed, samples, beyond, visits }) {
    const notes = []
    if (malformed > 0) {
      const list = element('ul', '')
      list.append(
        ...samples.map(({ line, text }) => {
          const item = element('li', '', `${say(words.line, { line })} `)
          item.append(element('code', '', text))
          return item
        }),
      )
      const note = warning(say(words.malformed, { n: malformed }))
      note.append(list)
      notes.push(note)
    }
    if (beyond > 0) notes.push(warning(say(words.beyond, { n: beyond, most: visits })))
    return notes
  }

  /**
   * @param {string} sentence
   * @param {Read} read
   */
  function notice(sentence, read) {
    const note = element('p', 'overview', sentence)
    note.setAttribute('role', 'alert')
    place.replaceChildren(note, ...misread(read))
  }

  return { clear, showGroups, showExamples, finish, notice, say }
}

/** @param {string} sentence */
function warning(sentence) {
  const note = element('div', 'warnings compare-note')
  note.append(element('p', '', sentence))
  return note
}

/**
 * @param {Element} row
 * @param {string} slot
 */
function part(row, slot) {
  return /** @type {HTMLElement} */ (row.querySelector(`[data-slot="${slot}"]`))
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
