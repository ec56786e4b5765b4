// Files of the machine in front of somebody: chosen or dropped, they are read here and put into their field.

const longest = 2_097_152

/**
 * Reads the file of each control `name` into the text field `id`, where a file may be dropped as well.
 * @param {HTMLFormElement} form
 * @param {Readonly<Record<string, string>>} fields
 */
export function openFiles(form, fields) {
  form.classList.add('scripted')
  for (const [name, id] of Object.entries(fields)) {
    const input = form.querySelector(`input[name="${name}"]`)
    const field = form.querySelector(`textarea#${id}`)
    if (!(input instanceof HTMLInputElement) || !(field instanceof HTMLTextAreaElement)) continue
    input.addEventListener('change', async (event) => {
      event.stopPropagation()
      const [file] = input.files ?? []
      if (file !== undefined) await put(file, field)
      input.value = ''
    })
    const panel = field.closest('section')
    panel?.addEventListener('dragover', (event) => take(event, panel))
    panel?.addEventListener('dragleave', () => panel.classList.remove('taking'))
    panel?.addEventListener('drop', (event) => void drop(event, panel, field), true)
  }
}

/**
 * @param {DragEvent} event
 * @param {Element} panel
 */
function take(event, panel) {
  if (!event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  panel.classList.add('taking')
}

/**
 * @param {DragEvent} event
 * @param {Element} panel
 * @param {HTMLTextAreaElement} field
 */
async function drop(event, panel, field) {
  panel.classList.remove('taking')
  const [file] = event.dataTransfer?.files ?? []
  if (file === undefined) return
  event.preventDefault()
  event.stopPropagation()
  await put(file, field)
}

/**
 * @param {File} file
 * @param {HTMLTextAreaElement} field
 */
async function put(file, field) {
  field.value = decode(await file.slice(0, longest).arrayBuffer())
  field.dispatchEvent(new Event('wpadd-set'))
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

// as the server reads PAC files: UTF-8, else Latin-1
/** @param {ArrayBuffer} bytes */
function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}
