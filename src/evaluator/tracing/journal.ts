import type { TracedCall } from '../trace.ts'

const BYTES = 262_144

/** What a trace told so far, in memory that two threads see: it outlives a thread that had to be ended. */
export class Journal {
  readonly buffer: SharedArrayBuffer
  readonly #length: Int32Array
  readonly #bytes: Buffer

  constructor(buffer = new SharedArrayBuffer(BYTES)) {
    this.buffer = buffer
    this.#length = new Int32Array(buffer, 0, 1)
    this.#bytes = Buffer.from(buffer, 4)
  }

  clear(): void {
    this.#length[0] = 0
  }

  /** Adds an event; one that does not fit is lost. */
  add(event: TraceEvent): void {
    const line = `${JSON.stringify(event)}\n`
    const at = this.#length[0] as number
    if (at + 3 * line.length > this.#bytes.length) return
    this.#length[0] = at + this.#bytes.write(line, at)
  }

  read(): TraceEvent[] {
    const text = this.#bytes.toString('utf8', 0, this.#length[0])
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as TraceEvent)
  }
}

/** What a script tells while it runs. `began`: the function runs from its start, and what was told before it counts no more. */
export type TraceEvent =
  | { readonly kind: 'began' }
  | { readonly kind: 'line'; readonly line: number; readonly text: string }
  | { readonly kind: 'call'; readonly call: TracedCall }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'alert'; readonly text: string }
