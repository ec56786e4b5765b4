/** What visits came out with: a number for each, and the texts that the numbers stand for, each once. */
export class Outcomes {
  readonly codes: Int32Array
  readonly texts: string[] = []
  readonly #places = new Map<string, number>()

  constructor(visits: number) {
    this.codes = new Int32Array(visits)
  }

  set(visit: number, text: string): void {
    let place = this.#places.get(text)
    if (place === undefined) {
      place = this.texts.push(text) - 1
      this.#places.set(text, place)
    }
    this.codes[visit] = place
  }

  /** The names that some visit waits for. */
  wanted(): string[] {
    return this.texts.filter((text) => text.startsWith('w')).map((text) => text.slice(1))
  }
}
