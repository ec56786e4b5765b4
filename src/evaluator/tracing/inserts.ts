/** A text with others put into it. The name is a mark: none of the script's own words may contain it. */
export class Inserts {
  readonly #script: string
  readonly #mark: string
  readonly #opens: [at: number, text: string][] = []
  readonly #closes: [at: number, text: string][] = []

  constructor(script: string, name: string) {
    this.#script = script
    this.#mark = `/*${name}*/`
  }

  /** Puts `text` before what stands at an offset, after what was put there before. */
  open(at: number, text: string): void {
    this.#opens.push([at, text])
  }

  /** Puts `text` after what ends at an offset, before what was put there before. */
  close(at: number, text: string): void {
    this.#closes.push([at, text])
  }

  /** Puts texts around a piece. Outer pieces come before inner ones. */
  around({ start, end }: { readonly start: number; readonly end: number }, before: string, after: string): void {
    this.open(start, before)
    this.close(end, after)
  }

  /** Everything put in stands between two marks, so that pac/builtins/tracing.js can take it out again. */
  text(): string {
    // what ends at an offset comes before what starts there
    const all = [...this.#closes.reverse(), ...this.#opens].sort(([a], [b]) => a - b)
    const parts: string[] = []
    let from = 0
    for (const [at, text] of all) {
      parts.push(this.#script.slice(from, at), this.#mark, text, this.#mark)
      from = at
    }
    parts.push(this.#script.slice(from))
    return parts.join('')
  }
}
