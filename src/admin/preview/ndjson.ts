/** Sends JSON objects as they come, a line each (application/x-ndjson). `run` is told when nobody reads any more. */
export function ndjson(run: (send: (line: object) => void, signal: AbortSignal) => Promise<void>): Response {
  const gone = new AbortController()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (line: object) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      try {
        await run(send, gone.signal)
        if (!gone.signal.aborted) controller.close()
      } catch (error) {
        if (!gone.signal.aborted) controller.error(error)
      }
    },
    cancel: () => gone.abort(new DOMException('nobody reads any more', 'AbortError')),
  })
  return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } })
}
