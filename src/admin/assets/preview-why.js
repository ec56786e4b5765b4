// Why kinds disagree: asked for the visits in sight, a few at a time, once the matrix is there.

const pause = 200
const most = 12

/**
 * @param {HTMLFormElement} form
 * @param {() => { unexplained(): number[], explain(visit: number, reasons: readonly string[]): void, model: object } | undefined} matrixOf
 */
export function openWhys(form, matrixOf) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  /** @type {AbortController | undefined} */
  let running

  async function ask() {
    const matrix = matrixOf()
    const wanted = matrix?.unexplained().slice(0, most) ?? []
    if (matrix === undefined || wanted.length === 0) return
    const { model } = matrix
    running?.abort()
    running = new AbortController()
    const { signal } = running
    const body = new FormData(form)
    body.delete('pac-file')
    body.delete('visits-file')
    for (const visit of wanted) body.append('why', String(visit))
    try {
      const response = await fetch('/preview/why', { method: 'POST', body, signal })
      // the matrix is worth having without them
      if (!response.ok) return
      const found = await response.json()
      if (matrix.model !== model) return
      for (const visit of wanted) matrix.explain(visit, [])
      for (const { visit, reasons } of found) matrix.explain(visit, reasons)
      later()
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  function later() {
    clearTimeout(timer)
    timer = setTimeout(ask, pause)
  }

  return {
    later,
    stop() {
      clearTimeout(timer)
      running?.abort()
    },
  }
}
