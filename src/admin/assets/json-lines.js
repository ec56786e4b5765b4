// Reads a streamed response, one JSON value a line.

/**
 * The lines of a response, each as soon as it is there.
 * @param {Response} response
 */
export async function* jsonLines(response) {
  let rest = ''
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {}
    const lines = `${rest}${decoder.decode(value, { stream: !done })}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
    if (done) return
  }
}
