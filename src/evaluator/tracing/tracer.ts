import { randomBytes } from 'node:crypto'
import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten'
import { cutText, traceBounds } from '../trace.ts'
import type { Journal, TraceEvent } from './journal.ts'
import type { Points } from './points.ts'
import type { Positions } from './positions.ts'

// the numbers that pac/builtins/tracing.js writes, in its order
const COUNTS = traceBounds.statements + 1
const CHAIN = 20
const CHAIN_AT = COUNTS + 4
const BRANCHES_AT = CHAIN_AT + 2 * CHAIN
const WORDS = BRANCHES_AT + traceBounds.branches
const FIRST_BRANCHES = traceBounds.branches / 2

/** The numbers that a script left behind. Statements, branches and returns are counted from 1. */
export interface Numbers {
  readonly lastStatement: number
  /** How often each statement ran. */
  readonly counts: Int32Array
  readonly branches: readonly { readonly number: number; readonly taken: boolean }[]
  readonly isCut: boolean
  /** The returns that gave the answer, the innermost first, and the condition that had held last in the function of each. */
  readonly chain: readonly { readonly number: number; readonly held: number }[]
  /** The length of the last text that was returned; -1: it was none. */
  readonly length: number
}

/** The evaluator's end of the hooks in pac/builtins/tracing.js. */
export class Tracer {
  /** The name of the hooks: a script that guesses it could tell what is not so. */
  readonly name = `$${randomBytes(8).readBigUInt64LE().toString(36)}`
  readonly #journal: Journal
  readonly #wraps: boolean
  readonly #starts: number[] = []
  #told: { readonly points: Points; readonly positions: Positions } | undefined
  #memory: WebAssembly.Memory | undefined
  #at = 0
  #events: TraceEvent[] = []
  readonly #names = new Set<string>()

  /** `wraps`: the script tells nothing itself, so the helpers do. */
  constructor(journal: Journal, wraps: boolean) {
    this.#journal = journal
    this.#wraps = wraps
  }

  /** Another script comes; what its numbers stand for, when it tells any. */
  learn(told: { readonly points: Points; readonly positions: Positions } | undefined): void {
    this.#told = told
    this.#events = []
    this.#names.clear()
  }

  /** Puts what the hooks need into a new context. */
  plant(context: QuickJSContext, memory: WebAssembly.Memory): void {
    const tracer = context.newObject()
    const set = (name: string, value: QuickJSHandle): void => {
      context.setProp(tracer, name, value)
      value.dispose()
    }
    set('name', context.newString(this.name))
    set('wraps', this.#wraps ? context.true.dup() : context.false.dup())
    set('words', this.#plantWords(context, memory))
    const functions: Record<string, (...args: QuickJSHandle[]) => void> = {
      first: (number) => this.#line(context.getNumber(number as QuickJSHandle)),
      began: () => this.#starts.push(performance.now()),
      ended: (...args) => this.#call(context, args),
      asked: (name) => this.#ask(context.getString(name as QuickJSHandle)),
      alerted: (text) => this.#alert(JSON.parse(context.getString(text as QuickJSHandle))),
      restart: () => this.begin(),
    }
    for (const [name, call] of Object.entries(functions)) {
      set(
        name,
        context.newFunction(name, (...args) => {
          call(...args)
        }),
      )
    }
    context.setProp(context.global, 'tracer', tracer)
    tracer.dispose()
  }

  /** The function is run from its start. Names stay asked. */
  begin(): void {
    this.#words().fill(0)
    this.#starts.length = 0
    this.#events = []
    this.#tell({ kind: 'began' })
  }

  get events(): readonly TraceEvent[] {
    return this.#events
  }

  get names(): readonly string[] {
    return [...this.#names]
  }

  /** Reads what the script wrote, whatever became of it. */
  numbers(): Numbers {
    const words = this.#words()
    const told = words[COUNTS] as number
    const chain = Array.from({ length: Math.min(words[COUNTS + 1] as number, CHAIN) }, (_, i) => ({
      number: words[CHAIN_AT + 2 * i] as number,
      held: words[CHAIN_AT + 2 * i + 1] as number,
    }))
    const isCut = told > traceBounds.branches || (words[COUNTS + 3] as number) > traceBounds.calls
    const branches = placesOf(told).map((place) => readBranch(words[BRANCHES_AT + place] as number))
    return {
      lastStatement: words[0] as number,
      counts: words.slice(1, COUNTS),
      branches,
      isCut,
      chain,
      length: words[COUNTS + 2] as number,
    }
  }

  #tell(event: TraceEvent): void {
    this.#events.push(event)
    this.#journal.add(event)
  }

  // for the journal alone: the numbers say more, where they can be read
  #line(statement: number): void {
    const piece = this.#told?.points.statements[statement - 1]
    if (this.#told !== undefined && piece !== undefined) this.#journal.add({ kind: 'line', ...this.#told.positions.of(piece) })
  }

  #call(context: QuickJSContext, [place, name, args, result]: readonly QuickJSHandle[]): void {
    const ms = Math.round(1000 * (performance.now() - (this.#starts.pop() ?? 0))) / 1000
    const text = (handle: QuickJSHandle | undefined): string => context.getString(handle as QuickJSHandle)
    const at = this.#told?.points.calls[context.getNumber(place as QuickJSHandle)]
    const line = this.#told === undefined || at === undefined ? 0 : this.#told.positions.at(at).line
    const values = (JSON.parse(text(args)) as string[]).map((value) => cutText(value, traceBounds.value))
    this.#tell({
      kind: 'call',
      call: { line, name: text(name), args: values, result: cutText(text(result), traceBounds.value), ms },
    })
  }

  #ask(name: string): void {
    if (this.#names.has(name) || this.#names.size > traceBounds.names) return
    this.#names.add(name)
    this.#journal.add({ kind: 'name', name })
  }

  #alert(text: string): void {
    if (this.#events.filter(({ kind }) => kind === 'alert').length <= traceBounds.alerts) this.#tell({ kind: 'alert', text })
  }

  // a buffer of the guest lies in memory where it was put: a mark tells where
  #plantWords(context: QuickJSContext, memory: WebAssembly.Memory): QuickJSHandle {
    const mark = randomBytes(16)
    const bytes = new Uint8Array(4 * WORDS)
    bytes.set(mark)
    const buffer = context.newArrayBuffer(bytes.buffer)
    this.#memory = memory
    this.#at = Buffer.from(memory.buffer).indexOf(mark)
    if (this.#at < 0 || this.#at % 4 !== 0) throw new Error('the engine copies array buffers')
    this.#words().fill(0)
    return buffer
  }

  // memory that grows is another buffer
  #words(): Int32Array {
    return new Int32Array((this.#memory as WebAssembly.Memory).buffer, this.#at, WORDS)
  }
}

// where the branches stand, in their order: the first ones, and a ring of the last
function placesOf(told: number): number[] {
  const places = Array.from({ length: Math.min(told, traceBounds.branches) }, (_, i) => i)
  if (told <= traceBounds.branches) return places
  const oldest = FIRST_BRANCHES + ((told - FIRST_BRANCHES) % FIRST_BRANCHES)
  return [...places.slice(0, FIRST_BRANCHES), ...places.slice(oldest), ...places.slice(FIRST_BRANCHES, oldest)]
}

function readBranch(word: number): { number: number; taken: boolean } {
  return { number: word >> 1, taken: (word & 1) === 1 }
}
