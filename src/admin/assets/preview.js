// Makes the preview page quicker to use. Everything works without it: the form is sent, and the server draws the page.

const form = document.querySelector('form#preview')
const result = document.querySelector('#result')

if (form instanceof HTMLFormElement && result !== null) {
  numberLines()
  document.querySelector('.keys')?.removeAttribute('hidden')
  sendInPlace(form, result)
}

/** Draws line numbers beside the PAC, and keeps them level with it. */
function numberLines() {
  const text = document.querySelector('textarea#pac')
  if (!(text instanceof HTMLTextAreaElement)) return
  const gutter = document.createElement('pre')
  gutter.className = 'gutter'
  gutter.setAttribute('aria-hidden', 'true')
  text.before(gutter)
  let lines = 0
  const draw = () => {
    const now = text.value.split('\n').length
    if (now !== lines) gutter.textContent = Array.from({ length: now }, (_, i) => i + 1).join('\n')
    lines = now
    level()
  }
  const level = () => {
    gutter.style.height = '0' // or its own lines would stretch the text
    gutter.style.height = `${text.offsetHeight}px`
    gutter.scrollTop = text.scrollTop
  }
  text.addEventListener('input', draw)
  text.addEventListener('scroll', level)
  new ResizeObserver(level).observe(text)
  draw()
}

/**
 * Sends the form in the background and puts the server's answer into this page, so that focus, scroll and undo stay.
 * @param {HTMLFormElement} form
 * @param {Element} result
 */
function sendInPlace(form, result) {
  /** @type {AbortController | undefined} */
  let running
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    running?.abort()
    const mine = new AbortController()
    running = mine
    const load = event.submitter instanceof HTMLButtonElement && event.submitter.value === 'load'
    result.setAttribute('aria-busy', 'true')
    try {
      const response = await fetch('/', { method: 'POST', body: new FormData(form, event.submitter), signal: mine.signal })
      if (response.status === 401)
        return say(result, 'Your session has ended. Sign in with a fresh link in another tab, then evaluate again.')
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      if (page.querySelector('#result') === null)
        return say(result, page.querySelector('main')?.textContent ?? `wpadd answered ${response.status}.`)
      put(page, load)
    } catch (error) {
      if (!mine.signal.aborted) say(result, `wpadd did not answer (${error instanceof Error ? error.message : error}).`)
    } finally {
      if (running === mine) result.removeAttribute('aria-busy')
    }
  })
  // choosing a site is enough; the button is there for pages without scripts
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && target.value !== '') form.requestSubmit(form.querySelector('button[value="load"]'))
  })
  showCopy()
}

/**
 * Takes the parts of `page` that an evaluation changes over into this page.
 * @param {Document} page
 * @param {boolean} withPac
 */
function put(page, withPac) {
  const focused = document.activeElement?.id
  for (const fresh of page.querySelectorAll('[data-swap]'))
    document.getElementById(fresh.id)?.replaceChildren(...fresh.childNodes)
  document.querySelector('#result')?.replaceChildren(...(page.querySelector('#result')?.childNodes ?? []))
  for (const fresh of page.querySelectorAll('[aria-invalid]'))
    document.getElementById(fresh.id)?.setAttribute('aria-invalid', fresh.getAttribute('aria-invalid') ?? 'false')
  const here = document.querySelector('textarea#pac')
  const there = page.querySelector('textarea#pac')
  if (withPac && here instanceof HTMLTextAreaElement && there instanceof HTMLTextAreaElement) {
    here.value = there.value
    here.dispatchEvent(new Event('input'))
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
  showCopy()
}

/**
 * @param {Element} result
 * @param {string} sentence
 */
function say(result, sentence) {
  const paragraph = document.createElement('p')
  paragraph.className = 'overview'
  paragraph.setAttribute('role', 'alert')
  paragraph.textContent = `${sentence} What you typed is kept.`
  result.replaceChildren(paragraph)
}

function showCopy() {
  for (const button of document.querySelectorAll('button.copy')) button.removeAttribute('hidden')
}
