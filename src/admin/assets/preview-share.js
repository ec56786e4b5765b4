// The whole question as a link: in its fragment, which browsers never send, compressed.

const longest = 32_768
const longestText = 2_097_152
const fields = ['pac', 'visits', 'client', 'now', 'tz', 'dns']

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} words
 * @param {() => void} changed
 */
export function openShare(form, words, changed) {
  const button = document.querySelector('#copy-link')
  if (button instanceof HTMLButtonElement) {
    button.hidden = false
    button.addEventListener('click', () => void copy(button))
  }
  document.querySelector('#copy-command')?.removeAttribute('hidden')
  if (location.hash.startsWith('#q=')) void restore()
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#q=')) void restore()
  })

  /** @param {HTMLButtonElement} button */
  async function copy(button) {
    const packed = await pack(JSON.stringify(questionOf(form)))
    if (packed.length > longest) {
      button.textContent = words.linkLong ?? ''
      return
    }
    history.replaceState(null, '', `${location.pathname}${location.search}#q=${packed}`)
    try {
      await navigator.clipboard.writeText(location.href)
      button.textContent = words.copied ?? ''
    } catch {
      button.textContent = words.copyByHand ?? ''
    }
    setTimeout(() => {
      button.textContent = words.link ?? ''
    }, 2000)
  }

  async function restore() {
    try {
      putQuestion(form, JSON.parse(await unpack(location.hash.slice(3))))
      changed()
    } catch {
      const told = document.querySelector('#problems')
      const sentence = document.createElement('p')
      sentence.className = 'overview'
      sentence.setAttribute('role', 'alert')
      sentence.textContent = words.linkBad ?? ''
      told?.replaceChildren(sentence)
    }
  }
}

/** @param {HTMLFormElement} form */
function questionOf(form) {
  const data = new FormData(form)
  const texts = fields.map((name) => [name, data.get(name) ?? ''])
  return { ...Object.fromEntries(texts), as: data.getAll('as'), resolve: data.get('resolve') !== null }
}

/**
 * @param {HTMLFormElement} form
 * @param {any} question
 */
function putQuestion(form, question) {
  for (const name of fields) {
    const field = form.elements.namedItem(name)
    const text = question[name]
    if (typeof text !== 'string' || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue
    field.value = text
    if (name === 'pac') field.dispatchEvent(new Event('wpadd-set'))
  }
  for (const box of form.querySelectorAll('input[name="as"]'))
    if (box instanceof HTMLInputElement && Array.isArray(question.as)) box.checked = question.as.includes(box.value)
  const live = form.elements.namedItem('resolve')
  if (live instanceof HTMLInputElement) live.checked = question.resolve === true
}

/** @param {string} text */
async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Throws when it is no such text, or a longer one than any question.
 * @param {string} packed
 */
async function unpack(packed) {
  if (packed.length > longest) throw new RangeError('too long')
  const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text
    text += value
    // a few bytes may stand for very many
    if (text.length > longestText) {
      await reader.cancel()
      throw new RangeError('too long')
    }
  }
}
