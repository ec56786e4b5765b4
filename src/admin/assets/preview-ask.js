// Asks the server for a matrix, and hands its lines on as they come (application/x-ndjson).

/** What ended a question without an answer: fields that are wrong, or a sentence. */
export class NoAnswer extends Error {
  /**
   * @param {string} message
   * @param {readonly { field: string, message: string }[]} problems
   */
  constructor(message, problems = []) {
    super(message)
    this.problems = problems
  }
}

/**
 * @param {FormData} form
 * @param {AbortSignal} signal
 * @param {(line: any) => void} take
 * @param {Record<string, string>} words
 */
export async function askMatrix(form, signal, take, words) {
  // the file fields are read into the text fields already
  form.delete('pac-file')
  form.delete('visits-file')
  const response = await fetch('/preview/stream', { method: 'POST', body: form, signal })
  if (response.status === 401) throw new NoAnswer(words.sessionEnded ?? '')
  if (response.status === 422) throw new NoAnswer('', (await response.json()).problems)
  if (!response.ok || response.body === null)
    throw new NoAnswer(`${(words.noAnswer ?? '').replace('%', String(response.status))}`)
  let rest = ''
  for await (const text of textOf(response.body)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(JSON.parse(line))
  }
}

// not every browser can iterate over a stream
/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} body */
async function* textOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}
