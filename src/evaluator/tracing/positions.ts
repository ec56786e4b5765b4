import { cutText, traceBounds } from '../trace.ts'
import type { Piece } from './points.ts'

/** Where pieces of a script stand, and what they say. */
export class Positions {
  readonly #script: string
  readonly #starts: number[]
  readonly #ahead: number

  /** `ahead`: how many characters are not the author's; they are not counted. */
  constructor(script: string, ahead = 0) {
    this.#ahead = ahead
    this.#script = script
    // as editors count lines
    this.#starts = [0, ...[...script.matchAll(/\r\n|[\n\r]/g)].map((match) => match.index + match[0].length)]
  }

  /** Line and column of an offset, both from 1. */
  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0
    for (let high = this.#starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] as number) <= offset) low = middle
      else high = middle
    }
    const start = low === 0 ? this.#ahead : (this.#starts[low] as number)
    return { line: low + 1, column: offset - start + 1 }
  }

  /** The line of a piece, and its text as far as it is kept. */
  of({ start, end }: Piece): { readonly line: number; readonly text: string } {
    return { line: this.at(start).line, text: cutText(this.#script.slice(start, end), traceBounds.text) }
  }
}
