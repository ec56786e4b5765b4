const FRAMES = 10

/**
 * QuickJS has one question for a zone's offset. It puts it with a moment when it takes a date apart (get_date_fields), and with a local
 * time, as if it were UTC, when it makes a date of local fields (set_date_fields); it has no means of saying which. The two are told
 * apart by the numbers of the engine's functions on the stack, which are learned from a date that is made and then read.
 */
export class WhoAsks {
  #heard: string[][] | undefined
  #depth = 0
  #maker = ''

  /** `makeAndRead` makes a date of local fields and asks it for one of them. Throws when that tells nothing. */
  learn(makeAndRead: () => void): void {
    const heard: string[][] = []
    this.#heard = heard
    makeAndRead()
    this.#heard = undefined
    const [making = [], reading = []] = heard
    this.#depth = making.findIndex((number, i) => number !== reading[i])
    this.#maker = making[this.#depth] ?? ''
    if (heard.length !== 2 || this.#maker === '')
      throw new Error('the engine asks for offsets in another way (another quickjs-emscripten?)')
  }

  /** The question is being put. */
  hear(): void {
    this.#heard?.push(engineFunctions())
  }

  /** Whether it is put with a local time. */
  readonly isLocal = (): boolean => engineFunctions()[this.#depth] === this.#maker
}

// the numbers of the engine's functions that run, the innermost first
function engineFunctions(): string[] {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = FRAMES
  const { stack = '' } = new Error()
  Error.stackTraceLimit = limit
  return Array.from(stack.matchAll(/wasm-function\[(\d+)\]/g), ([, number = '']) => number)
}
