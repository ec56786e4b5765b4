import { domainToASCII } from 'node:url'
import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten'
import { hadItsTime } from '../limits.ts'
import { Stopwatch } from '../stopwatch.ts'
import { preamble } from './builtins.ts'
import type { Engine } from './engine.ts'

/** The functions that pac/builtins/visits.js leaves to the evaluator. */
const calls = [
  'run',
  'texts',
  'startLoad',
  'loaded',
  'endLoad',
  'describe',
  'usedWorld',
  'learnGlobs',
  'keepLastMatch',
  'trust',
  'setRules',
  'setWorld',
] as const
export type Call = (typeof calls)[number]

/** How a call into the guest ended. `broken`: the engine itself threw, and is in no known state. */
export type Ended = { readonly text: string } | 'timeout' | 'threw' | 'broken'

// half the frames of V8; the worker's own stack is made so large that this bound is met first, because what overflows the host's
// stack costs the instance
const STACK_BYTES = 1024 * 1024
const WORDS_BEFORE_CODES = 2

export interface GuestOptions {
  readonly functions: readonly string[]
  readonly visits: number
  readonly visitMs: number
  /** Called while a script runs, with the number of the visit; whether it is to be stopped. */
  readonly beat: (visit: number) => boolean
  /** The hooks for a script that tells how it runs: plants what they need, and names them. */
  readonly tracer?: { readonly name: string; plant(context: QuickJSContext, memory: WebAssembly.Memory): void }
}

/** A JavaScript context in an engine, with the functions of a dialect in it, that can be called and interrupted. */
export class Guest {
  readonly #engine: Engine
  readonly #options: GuestOptions
  readonly #context: QuickJSContext
  readonly #calls = new Map<Call, QuickJSHandle>()
  readonly #wordsAt: number
  #words = new Int32Array(0)
  #isBroken = false
  #isInterrupted = false
  #visit = -2
  /** What the load or the visit that runs may take. */
  #mostMs = 0
  readonly #watch = new Stopwatch()

  constructor(engine: Engine, options: GuestOptions) {
    this.#engine = engine
    this.#options = options
    const interruptHandler = (): boolean => this.#shouldInterrupt()
    this.#context = engine.module.newRuntime({ maxStackSizeBytes: STACK_BYTES, interruptHandler }).newContext()
    this.#wordsAt = this.#plantWords()
    this.#install(options)
    const makeAndRead = (): void =>
      this.#context.unwrapResult(this.#context.evalCode('new Date(2000, 0, 1).getHours()')).dispose()
    engine.whoAsks.learn(makeAndRead)
  }

  /** Whether the engine itself has thrown. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  /** Starts the deadline of the visit, or the load, that comes; a load that has much to read has so many milliseconds more. */
  begin(readingMs = 0): void {
    this.goOn(-2)
    this.#mostMs = this.#options.visitMs + readingMs
    this.#watch.start()
  }

  /** Goes on with the deadline as it is, for a visit. */
  goOn(visit: number): void {
    this.#isInterrupted = false
    this.#visit = visit
  }

  /** Calls a function with texts and numbers, within the deadline that `begin` started. */
  call(name: Call, ...values: readonly (string | number)[]): Ended {
    return this.#guard(() => {
      const args = values.map((value) =>
        typeof value === 'string' ? this.#context.newString(value) : this.#context.newNumber(value),
      )
      const ended = this.#callWith(name, args)
      for (const arg of args) arg.dispose()
      return ended
    })
  }

  /** Runs a script. When it threw, `describe` says what, in the words of pac/builtins/visits.js. */
  evaluate(script: string, name: string): Ended | { readonly threw: string } {
    return this.#guard(() => {
      const result = this.#context.evalCode(script, name, { type: 'global' })
      if (result.error === undefined) {
        result.dispose()
        return this.#isInterrupted ? 'timeout' : { text: '' }
      }
      if (this.#isInterrupted) return 'timeout'
      const description = this.#callWith('describe', [result.error])
      result.dispose()
      return typeof description === 'object' ? { threw: description.text } : description
    })
  }

  /** Whether a text compiles as a script. */
  compiles(script: string, name: string): boolean {
    const ended = this.#guard(() => {
      const result = this.#context.evalCode(script, name, { type: 'global', compileOnly: true })
      result.dispose()
      return result.error === undefined ? { text: '' } : 'threw'
    })
    return typeof ended === 'object'
  }

  /** The visit that runs, or was running when it was stopped. */
  runningVisit(): number {
    return this.#word(0)
  }

  /** The number that a visit came out with. */
  codeOf(visit: number): number {
    return this.#word(visit + WORDS_BEFORE_CODES)
  }

  #callWith(name: Call, args: readonly QuickJSHandle[]): Ended {
    const context = this.#context
    const result = context.callFunction(this.#calls.get(name) as QuickJSHandle, context.undefined, ...args)
    const ended = result.error === undefined ? { text: context.getString(result.value) } : 'threw'
    result.dispose()
    return this.#isInterrupted ? 'timeout' : ended
  }

  #guard<T>(work: () => T): T | 'broken' {
    if (this.#isBroken) return 'broken'
    try {
      return work()
    } catch {
      this.#isBroken = true
      return 'broken'
    }
  }

  #shouldInterrupt(): boolean {
    const visit = this.#word(0)
    if (visit !== this.#visit) {
      this.#visit = visit
      this.#mostMs = this.#options.visitMs
      this.#watch.start()
    }
    const isLate =
      this.#options.beat(visit) || (this.#watch.clock() >= this.#mostMs && hadItsTime(this.#watch.spent(), this.#mostMs))
    if (isLate) this.#isInterrupted = true
    return isLate
  }

  // memory that grows is another buffer, and the old view has no length
  #word(at: number): number {
    if (this.#words.length === 0)
      this.#words = new Int32Array(this.#engine.memory.buffer, this.#wordsAt, this.#options.visits + WORDS_BEFORE_CODES)
    return this.#words[at] ?? 0
  }

  // an array buffer of the guest lies in memory where it was put: a mark tells where, so that a running visit can be seen from outside
  #plantWords(): number {
    const mark = crypto.getRandomValues(new Uint8Array(16))
    const bytes = new Uint8Array(4 * (this.#options.visits + WORDS_BEFORE_CODES))
    bytes.set(mark)
    const buffer = this.#context.newArrayBuffer(bytes.buffer)
    this.#context.setProp(this.#context.global, 'shared', buffer)
    buffer.dispose()
    const memory = Buffer.from(this.#engine.memory.buffer)
    const at = memory.indexOf(mark)
    if (at < 0 || at % 4 !== 0 || memory.indexOf(mark, at + 1) >= 0) throw new Error('the engine copies array buffers')
    return at
  }

  #install({ functions, tracer }: GuestOptions): void {
    const context = this.#context
    const toAscii = context.newFunction('toAscii', (name) =>
      context.newString(domainToASCII(context.getString(name).slice(0, 1024))),
    )
    context.setProp(context.global, 'toAscii', toAscii)
    toAscii.dispose()
    tracer?.plant(context, this.#engine.memory)
    const text = preamble(functions, tracer?.name)
    const visits = context.unwrapResult(context.evalCode(text, 'builtins.js', { type: 'global' }))
    for (const name of calls) this.#calls.set(name, context.getProp(visits, name))
  }
}
