import type { Context } from 'hono'
import type { AdminEnv } from '../frame/env.ts'

/** Says one line more: a JSON value. */
export type Tell = (line: object) => void

/**
 * A response that says one JSON value a line, each as soon as it is known. The signal of `make` is aborted when nobody reads any more, and
 * after `milliseconds`; what `make` rejects with becomes the last line, `{"kind": "stopped", "why"}`. What a slow reader has not read yet is
 * kept in memory: `make` says no more than its request bounds.
 */
export function ndjson(
  c: Context<AdminEnv>,
  milliseconds: number,
  make: (tell: Tell, signal: AbortSignal) => Promise<void>,
): Response {
  const gone = new AbortController()
  const late = setTimeout(() => gone.abort(new Error(`stopped after ${Math.round(milliseconds / 1000)} s`)), milliseconds).unref()
  const encoder = new TextEncoder()
  let isRead = true
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell: Tell = (line) => {
        if (isRead) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      // start() must not be waited for: the response begins with the first line
      void make(tell, gone.signal)
        .catch((error: Error) => tell({ kind: 'stopped', why: error.message }))
        .finally(() => {
          clearTimeout(late)
          if (isRead) controller.close()
        })
    },
    cancel() {
      isRead = false
      clearTimeout(late)
      gone.abort(new Error('nobody reads any more'))
    },
  })
  return c.body(body, 200, { 'Content-Type': 'application/x-ndjson' })
}
