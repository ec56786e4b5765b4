// Keeps the page of sightings up to date as clients ask, and opens stories in place. Without it the links lead to the same.

const texts = JSON.parse(document.querySelector('#sightings-texts')?.textContent ?? '{}')
const live = document.querySelector('.sightings-live')
const mostRows = 200
const everyMs = 2000
const againMs = 5000

if (live instanceof HTMLElement) {
  live.hidden = false
  follow(live)
}
openStories()

/**
 * Follows the stream of sightings: whoever asked is drawn anew, at most every two seconds.
 * @param {HTMLElement} live
 */
function follow(live) {
  const state = live.querySelector('[data-live-state]')
  const button = live.querySelector('[data-pause]')
  // an older page of the list stays as it is: nothing new belongs there
  const isNewest = !new URLSearchParams(location.search).has('before')
  // who asked while nothing was drawn, to say how many
  /** @type {Set<string>} */
  const waiting = new Set()
  let stale = false
  let paused = false
  let busy = false
  let last = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let planned
  const say = (/** @type {string} */ text) => {
    if (state !== null && state.textContent !== text) state.textContent = text
  }
  const draw = async () => {
    planned = undefined
    if (paused || busy || !stale || document.hidden) return
    busy = true
    stale = false
    waiting.clear()
    last = Date.now()
    try {
      const page = await fetchPage(location.search)
      if (!paused) put(page, isNewest)
    } catch (error) {
      say(error instanceof SignedOut ? texts.ended : texts.lost)
    } finally {
      busy = false
      if (stale) plan()
    }
  }
  const plan = () => {
    if (planned === undefined) planned = setTimeout(draw, Math.max(0, last + everyMs - Date.now()))
  }
  const connect = () => {
    const stream = new EventSource('/api/v1/sightings/events')
    stream.addEventListener('sighting', ({ data }) => {
      stale = true
      if (waiting.size < 1000) waiting.add(JSON.parse(data).client)
      if (paused) say(pausedText(waiting.size))
      else plan()
    })
    // what came before the stream was open, or while it was not, is on the page that is fetched now
    stream.addEventListener('open', () => {
      stale = true
      live.dataset.open = ''
      if (paused) return
      say(texts.on)
      plan()
    })
    // a stream that breaks comes again by itself; one that is refused does not
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) void refused()
      else if (!paused) say(texts.lost)
    })
    addEventListener('pagehide', () => stream.close())
  }
  const refused = async () => {
    const status = await fetch('/api/v1/session').then(
      (response) => response.status,
      () => 0,
    )
    if (status === 401) return say(texts.ended)
    if (!paused) say(texts.lost)
    setTimeout(connect, againMs)
  }
  connect()
  document.addEventListener('visibilitychange', plan)
  button?.addEventListener('click', () => {
    paused = !paused
    button.setAttribute('aria-pressed', String(paused))
    button.textContent = paused ? texts.resume : texts.pause
    live.classList.toggle('paused', paused)
    if (paused) waiting.clear()
    say(paused ? pausedText(waiting.size) : texts.on)
    if (!paused) plan()
  })
}

class SignedOut extends Error {}

/** @param {number} count */
function pausedText(count) {
  if (count === 0) return texts.paused.none
  return count === 1 ? texts.paused.one : texts.paused.many.replace('{}', count)
}

/**
 * The page as the server draws it now.
 * @param {string} search
 */
async function fetchPage(search) {
  const response = await fetch(`/sightings${search}`, { headers: { Accept: 'text/html' } })
  if (response.status === 401) throw new SignedOut()
  if (!response.ok) throw new Error(`${response.status}`)
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

/**
 * Takes figures, plot and rows over. What the reader looks at stays where it is on the screen.
 * @param {Document} page
 * @param {boolean} isNewest
 */
function put(page, isNewest) {
  const rows = document.querySelector('#sightings-rows')
  const fresh = page.querySelector('#sightings-rows')
  if (rows === null || fresh === null) return
  // the first client of all: there was no table to take rows into
  if (rows.children.length === 0 && fresh.children.length > 0) return location.reload()
  for (const each of page.querySelectorAll('[data-swap]')) swap(each)
  const anchor = anchorOf(rows)
  for (const row of [...fresh.children].reverse()) if (row instanceof HTMLElement && row.dataset.client) take(row, rows, isNewest)
  for (const row of [...rows.children].reverse()) if (rows.children.length > mostRows && !isRead(row)) row.remove()
  anchor()
}

/**
 * A part that changed is put in place of the old one, unless somebody is in it.
 * @param {Element} fresh
 */
function swap(fresh) {
  const old = document.getElementById(fresh.id)
  if (old === null || old.outerHTML === fresh.outerHTML || old.contains(document.activeElement)) return
  const wasOpen = old.querySelector('details')?.open ?? false
  old.replaceWith(fresh)
  const details = fresh.querySelector('details')
  if (details !== null) details.open = wasOpen
}

/**
 * A client that was seen since: a row that is being read is drawn where it stands; any other comes to the top.
 * @param {HTMLElement} row
 * @param {Element} rows
 * @param {boolean} isNewest
 */
function take(row, rows, isNewest) {
  const old = rowOf(rows, row.dataset.client ?? '')
  if (old === undefined && !isNewest) return
  if (old?.dataset.latest === row.dataset.latest) return
  if (old !== undefined && (isRead(old) || !isNewest)) {
    old.dataset.latest = row.dataset.latest
    for (const [i, cell] of [...old.children].entries()) if (i > 0) cell.replaceWith(row.children[i]?.cloneNode(true) ?? cell)
    return
  }
  old?.remove()
  row.classList.add('fresh')
  row.querySelector('[data-story]')?.setAttribute('aria-expanded', 'false')
  rows.prepend(row)
}

/**
 * @param {Element} rows
 * @param {string} client
 */
function rowOf(rows, client) {
  return [...rows.children].filter((row) => row instanceof HTMLElement).find((row) => row.dataset.client === client)
}

/** @param {Element} row */
function isRead(row) {
  return row.contains(document.activeElement) || isStory(row) || isStory(row.nextElementSibling)
}

/** @param {Element | null} row */
function isStory(row) {
  return row?.classList.contains('sightings-open') ?? false
}

/**
 * Keeps the first row on the screen where it is, when the reader has scrolled down to the rows.
 * @param {Element} rows
 */
function anchorOf(rows) {
  const first = [...rows.children].find((row) => row.getBoundingClientRect().top >= 0)
  const before = first?.getBoundingClientRect().top ?? 0
  const isAbove = rows.getBoundingClientRect().top < 0
  return () => {
    if (isAbove && first?.isConnected) scrollBy(0, first.getBoundingClientRect().top - before)
  }
}

/** A click on a client opens its story beneath it, on a page of it the next, and closes it; the address line says what is open. */
function openStories() {
  document.querySelector('#sightings-list')?.addEventListener('click', async (event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    const link = event.target instanceof Element ? event.target.closest('a[data-story], a[data-close], a[data-story-page]') : null
    if (!(link instanceof HTMLAnchorElement)) return
    const row = link.closest('tr')
    if (row === null) return
    event.preventDefault()
    const owner = isStory(row) ? row.previousElementSibling : row
    if (owner === null) return
    if (link.matches('[data-close]') || (link.matches('[data-story]') && isStory(row.nextElementSibling))) return shut(owner)
    try {
      const page = await fetchPage(new URL(link.href).search)
      const story = page.querySelector('.sightings-story')
      if (story === null) throw new Error('no story')
      show(owner, story)
    } catch {
      location.assign(link.href)
    }
  })
}

/**
 * @param {Element} row
 * @param {Element} story
 */
function show(row, story) {
  shut(row, false)
  const opened = document.createElement('tr')
  opened.className = 'sightings-open'
  const cell = opened.insertCell()
  cell.colSpan = row.children.length
  cell.append(story)
  row.after(opened)
  row.querySelector('[data-story]')?.setAttribute('aria-expanded', 'true')
  if (story instanceof HTMLElement) {
    story.tabIndex = -1
    story.focus({ preventScroll: true })
  }
}

/**
 * @param {Element} row
 * @param {boolean} refocus
 */
function shut(row, refocus = true) {
  if (isStory(row.nextElementSibling)) row.nextElementSibling?.remove()
  const link = row.querySelector('[data-story]')
  link?.setAttribute('aria-expanded', 'false')
  if (refocus && link instanceof HTMLElement) link.focus()
}

// Escape closes the story in which somebody is
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !(event.target instanceof Element)) return
  const row = event.target.closest('.sightings-open')?.previousElementSibling
  if (row) shut(row)
})
