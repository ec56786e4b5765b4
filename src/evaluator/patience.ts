import { hadItsTime, SPOILT_A_CALL } from './limits.ts'
import { Stopwatch } from './stopwatch.ts'

/** What a call may still take of the processor, and spoil, over all its tasks and sandboxes in this thread. */
export class Patience {
  readonly #task = new Stopwatch()
  #call = -1
  #leftMs = 0
  #spoilt = 0

  /** A task of a call begins. `callMs`: what the call may take, when it is its first one. */
  begin(call: number, callMs: number): void {
    if (call !== this.#call) {
      this.#leftMs = callMs
      this.#spoilt = 0
    }
    this.#call = call
    this.#task.start()
  }

  /** The task has ended; how much of the processor it took. */
  end(): number {
    const { cpu } = this.#task.spent()
    this.#leftMs -= cpu
    this.#task.start()
    return cpu
  }

  /** A visit hung, or spent a sandbox. */
  spoil(): void {
    this.#spoilt++
    if (this.#isLate()) this.#spoilt = SPOILT_A_CALL
  }

  /** Whether the running script is to be stopped for the sake of all. */
  isLate(): boolean {
    return this.#isLate()
  }

  /** Whether what is left of the call is not to be tried. */
  get isOver(): boolean {
    return this.#spoilt >= SPOILT_A_CALL || this.#leftMs <= 0
  }

  #isLate(): boolean {
    return this.#task.clock() >= this.#leftMs && hadItsTime(this.#task.spent(), Math.max(this.#leftMs, 0))
  }
}
