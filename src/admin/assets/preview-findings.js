// What lint finds in the PAC, asked again when somebody has stopped typing; in the list under the field and in the editor's margin.

/** @typedef {import('./preview-editor.js').Finding} Finding */

const typingPause = 500
/** @type {Record<string, string>} */
const shapes = { error: '✕', warning: '▲', note: '●' }

/**
 * @param {HTMLTextAreaElement} field
 * @param {readonly Finding[] | null} first what is known of the text already
 * @param {any} words
 */
export function openFindings(field, first, words) {
  /** @type {((findings: readonly Finding[]) => void)[]} */
  const readers = []
  /** @type {readonly Finding[]} */
  let known = first ?? []
  let text = field.value
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  /** @type {AbortController | undefined} */
  let running
  field.addEventListener('input', later)
  field.addEventListener('wpadd-set', later)
  if (first === null && text.trim() !== '') void ask()

  function later() {
    if (field.value === text) return
    clearTimeout(pause)
    pause = setTimeout(ask, typingPause)
  }

  async function ask() {
    running?.abort()
    running = new AbortController()
    const { signal } = running
    text = field.value
    try {
      const body = JSON.stringify({ pac: text })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch('/api/v1/lint', { method: 'POST', body, headers, signal })
      if (!response.ok) return
      known = (await response.json()).findings
      draw(known, words)
      for (const reader of readers) reader(known)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  return {
    /** Tells `reader` what is found, now and whenever it changes. @param {(findings: readonly Finding[]) => void} reader */
    follow(reader) {
      readers.push(reader)
      reader(known)
    },
  }
}

// the list as findings-view.ts draws it
/**
 * @param {readonly any[]} findings
 * @param {any} words
 */
function draw(findings, words) {
  const place = document.querySelector('#findings')
  if (place === null) return
  if (findings.length === 0) return place.replaceChildren(element('p', 'hint', `✓ ${words.none}`))
  const isOpen = place.querySelector('details')?.open ?? findings.some(({ severity }) => severity === 'error')
  const box = document.createElement('details')
  box.className = 'findings'
  box.open = isOpen
  const list = document.createElement('ul')
  list.append(...findings.map((finding) => item(finding, words)))
  box.append(element('summary', '', `${words.title}: ${counts(findings, words)}`), list)
  place.replaceChildren(box)
}

/**
 * @param {readonly any[]} findings
 * @param {any} words
 */
function counts(findings, words) {
  const all = ['error', 'warning', 'note'].map((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length
    return number === 0 ? '' : `${number} ${number === 1 ? words.severities[severity] : words.plural[severity]}`
  })
  return all.filter((text) => text !== '').join(', ')
}

/**
 * @param {any} finding
 * @param {any} words
 */
function item({ severity, line, rule, message, mend, kinds }, words) {
  const shape = element('span', 'shape', shapes[severity] ?? '')
  shape.setAttribute('aria-hidden', 'true')
  const place = document.createElement('a')
  place.href = '#pac'
  place.dataset.line = String(line)
  place.textContent = words.line.replace('%', String(line))
  const clients = kinds === undefined ? '' : `; ${words.kinds}: ${kinds.join(', ')}`
  const hint = element('span', 'hint', `${words.mend}: ${mend}${clients} (`)
  hint.append(element('code', '', rule), ')')
  const whole = element('li', `finding ${severity}`, '')
  whole.append(shape, ' ', place, ' ', element('strong', '', words.severities[severity]), ` ${message} `, hint)
  return whole
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 */
function element(tag, className, text) {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.textContent = text
  return made
}
