// What every page has: the list of keys, and the ways to fields without a mouse.

const keys = document.querySelector('dialog#keys')

// now the scripts of the page have run: keys and buttons do what they say
document.addEventListener('DOMContentLoaded', () => document.documentElement.setAttribute('data-ready', ''))

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const typing = event.target instanceof Element && event.target.closest('textarea, input, select, [contenteditable="true"]')
  if (typing) return
  if (event.key === '?' && keys instanceof HTMLDialogElement) {
    event.preventDefault()
    if (keys.open) keys.close()
    else keys.showModal()
  }
  if (event.key === '/') {
    const field = document.querySelector('[data-slash]') ?? document.querySelector('main textarea, main input, main select')
    if (field instanceof HTMLElement) {
      event.preventDefault()
      field.focus()
    }
  }
})

// Ctrl+Enter sends the form in which somebody types, else the main one
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  const form = (event.target instanceof Element && event.target.closest('main form')) || document.querySelector('form[data-main]')
  if (form instanceof HTMLFormElement) {
    event.preventDefault()
    form.requestSubmit()
  }
})

// <button data-copy="ID" data-copied="Copied" data-by-hand="..." hidden> copies the text of the element ID
for (const button of document.querySelectorAll('button[data-copy]')) button.removeAttribute('hidden')
document.addEventListener('click', async ({ target }) => {
  const button = target instanceof Element ? target.closest('button[data-copy]') : null
  if (!(button instanceof HTMLButtonElement)) return
  try {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy ?? '')?.textContent ?? '')
    button.textContent = button.dataset.copied ?? ''
  } catch {
    button.textContent = button.dataset.byHand ?? ''
  }
})
