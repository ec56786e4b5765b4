import { domainToASCII } from 'node:url'
import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten'
import { preamble } from './builtins.ts'
import { type SandboxClock, zoneOffset } from './clock.ts'
import { type Engine, openEngine } from './engine.ts'
import { type MemoryImage, restoreClean, restoreImage, takeImage } from './memory-image.ts'

/** What a sandbox is made for: one dialect and its bounds. */
export interface SandboxOptions {
  /** What `engineCode` gives. */
  readonly code: WebAssembly.Module
  /** Names of files in pac/builtins, the functions that the dialect gives to scripts. */
  readonly functions: readonly string[]
  /** How many names a visit may ask. */
  readonly mostLookups: number
  /** Whether asking a name runs the function again from its start. */
  readonly restarts: boolean
  readonly visitMs: number
  readonly memoryMb: number
  /** How many visits one run may bring. */
  readonly visits: number
  /** Called now and then while a script runs, with the time since the visit (or the load) began. */
  readonly beat: (visit: number) => void
}

/** Why a run ended early. */
export type Stop = 'timeout' | 'memory' | 'broken'

/** A script that has been loaded, or why it could not be. A failure is in the texts' own letters (pac/builtins/visits.js), `t` for a timeout. */
export interface LoadedPac {
  readonly image: MemoryImage | undefined
  readonly failure: string
  /** Whether loading it looked at the clock, the names or the addresses: then it is good for this world only. */
  readonly usedWorld: boolean
  /** A name that must be known before it can be loaded. */
  readonly wanted: string
}

/** One instance of the engine with the functions of one dialect, in which one script is loaded at a time. */
export interface Sandbox {
  readonly clock: SandboxClock
  load(text: string, world: string): LoadedPac
  /** Puts a loaded script back to where it was after loading. */
  restore(image: MemoryImage): void
  setWorld(world: string): void
  /** Runs visits `from` to `to` of `lines`; the number of the visit that stopped it and why, or `undefined`. */
  run(lines: string, from: number, to: number): { readonly at: number; readonly why: Stop } | undefined
  /** The number that visit `at` came out with. */
  codeOf(at: number): number
  /** The texts that the last run's numbers stand for; `undefined` when the sandbox is too broken to say. */
  texts(): readonly string[] | undefined
  /** Whether it must be thrown away: it was refused memory, or the engine itself threw. */
  isSpent(): boolean
}

const SCRIPT = 'pac.js'
// native stack is the harder bound: a host RangeError would cost the instance, and the worker's stack is made large enough for this one
const STACK_BYTES = 1024 * 1024
const WORDS_BEFORE_CODES = 2
const MOST_GLOBS = 5000

/** Opens a sandbox. Throws when the engine is not the one that this file knows. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock: SandboxClock = { now: 0, offsetAt: zoneOffset('UTC'), asked: false }
  const engine = await openEngine(options.code, clock, options.memoryMb)
  return new QuickJsSandbox(engine, clock, options)
}

// texts of a script with a star in them: what shExpMatch will be asked. A miss or a text too many costs time, nothing else
function likelyGlobs(script: string): string {
  const globs = new Set<string>()
  for (const [, double, single] of script.matchAll(/"([^"\\\n*]*\*[^"\\\n]*)"|'([^'\\\n*]*\*[^'\\\n]*)'/g)) {
    globs.add(double ?? single ?? '')
    if (globs.size >= MOST_GLOBS) break
  }
  return [...globs].join('\n')
}

type Function =
  | 'learnGlobs'
  | 'run'
  | 'texts'
  | 'startLoad'
  | 'loaded'
  | 'describe'
  | 'usedWorld'
  | 'endLoad'
  | 'setRules'
  | 'setWorld'

class QuickJsSandbox implements Sandbox {
  readonly clock: SandboxClock
  readonly #engine: Engine
  readonly #context: QuickJSContext
  readonly #options: SandboxOptions
  readonly #functions: Record<Function, QuickJSHandle>
  readonly #wordsAt: number
  readonly #fresh: MemoryImage
  #words: Int32Array
  #broken = false
  #interrupted = false
  #runs = -2
  #since = 0

  constructor(engine: Engine, clock: SandboxClock, options: SandboxOptions) {
    this.#engine = engine
    this.clock = clock
    this.#options = options
    const runtime = engine.module.newRuntime({ maxStackSizeBytes: STACK_BYTES, interruptHandler: () => this.#shouldInterrupt() })
    this.#context = runtime.newContext()
    this.#wordsAt = this.#plantWords()
    this.#words = new Int32Array(engine.memory.buffer, this.#wordsAt, options.visits + WORDS_BEFORE_CODES)
    this.#since = performance.now()
    this.#functions = this.#install()
    this.#do('setRules', JSON.stringify({ mostLookups: options.mostLookups, restarts: options.restarts }))
    this.#fresh = takeImage(engine.memory)
  }

  load(text: string, world: string): LoadedPac {
    restoreClean(this.#engine.memory, this.#fresh)
    this.clock.asked = false
    this.#begin()
    this.#do('setWorld', world)
    this.#do('learnGlobs', likelyGlobs(text))
    this.#do('startLoad')
    const failure = this.#evaluate(text)
    const wanted = this.#broken ? '' : this.#ask('endLoad')
    const usedWorld = this.#broken || this.clock.asked || this.#ask('usedWorld') === 'true'
    const image = failure === '' && wanted === '' ? takeImage(this.#engine.memory, this.#fresh) : undefined
    return { image, failure, usedWorld, wanted }
  }

  restore(image: MemoryImage): void {
    restoreImage(this.#engine.memory, image)
  }

  setWorld(world: string): void {
    this.#begin()
    this.#do('setWorld', world)
  }

  run(lines: string, from: number, to: number): { at: number; why: Stop } | undefined {
    this.#begin()
    const context = this.#context
    const why = this.#guard(() => {
      const args = [context.newString(lines), context.newNumber(from), context.newNumber(to)]
      const result = context.callFunction(this.#functions.run, context.undefined, ...args)
      for (const arg of args) arg.dispose()
      result.dispose()
      return result.error === undefined ? undefined : this.#interrupted ? 'timeout' : 'memory'
    })
    if (why === undefined) return undefined
    return { at: Math.min(Math.max(this.#word(0), from), to - 1), why }
  }

  codeOf(at: number): number {
    return this.#word(at + WORDS_BEFORE_CODES)
  }

  texts(): readonly string[] | undefined {
    if (this.#broken) return undefined
    this.#begin()
    const text = this.#ask('texts')
    return this.#broken || this.#interrupted ? undefined : text.split('\n').slice(0, -1)
  }

  isSpent(): boolean {
    return this.#broken || this.#engine.wasRefused()
  }

  // the empty text when the script was loaded and has its function
  #evaluate(text: string): string {
    const context = this.#context
    let failure = ''
    const stop = this.#guard(() => {
      const result = context.evalCode(text, SCRIPT, { type: 'global' })
      if (result.error === undefined) {
        result.dispose()
        failure = this.#ask('loaded')
        return this.#interrupted ? 'timeout' : undefined
      }
      if (this.#interrupted) return 'timeout'
      failure = this.#whyNot(result.error, text)
      result.dispose()
      return undefined
    })
    if (stop === 'timeout') return 't'
    if (stop !== undefined) return 'o'
    return failure
  }

  // a SyntaxError may also come from a script that runs: from eval, or from a regular expression made of a text
  #whyNot(error: QuickJSHandle, text: string): string {
    const description = this.#call('describe', error) ?? 'o'
    if (!description.startsWith('xSyntaxError')) return description
    const again = this.#context.evalCode(text, SCRIPT, { type: 'global', compileOnly: true })
    const isCompileError = again.error !== undefined || /redeclaration|redefinition|already defined/.test(unescape(description))
    again.dispose()
    return isCompileError ? `s${description.slice(1)}` : description
  }

  #begin(): void {
    this.#interrupted = false
    this.#runs = -2
    this.#since = performance.now()
  }

  #shouldInterrupt(): boolean {
    const visit = this.#word(0)
    const now = performance.now()
    if (visit !== this.#runs) {
      this.#runs = visit
      this.#since = now
    }
    this.#options.beat(visit)
    if (now - this.#since < this.#options.visitMs) return false
    this.#interrupted = true
    return true
  }

  #word(at: number): number {
    if (this.#words.length === 0)
      this.#words = new Int32Array(this.#engine.memory.buffer, this.#wordsAt, this.#options.visits + WORDS_BEFORE_CODES)
    return this.#words[at] ?? 0
  }

  // what the engine itself throws (a host RangeError, an abort) leaves it in no known state
  #guard(work: () => Stop | undefined): Stop | undefined {
    try {
      return work()
    } catch {
      this.#broken = true
      return 'broken'
    }
  }

  #do(name: Function, text?: string): void {
    const handle = text === undefined ? undefined : this.#context.newString(text)
    const result = this.#context.callFunction(this.#functions[name], this.#context.undefined, ...(handle ? [handle] : []))
    handle?.dispose()
    this.#context.unwrapResult(result).dispose()
  }

  #ask(name: Function): string {
    return this.#call(name) ?? ''
  }

  #call(name: Function, ...args: QuickJSHandle[]): string | undefined {
    let text: string | undefined
    this.#guard(() => {
      const result = this.#context.callFunction(this.#functions[name], this.#context.undefined, ...args)
      if (result.error === undefined) text = this.#context.getString(result.value)
      result.dispose()
      return undefined
    })
    return text
  }

  // an ArrayBuffer of the guest lies in memory where it was put: a mark tells where, so that a running visit can be seen from outside
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

  #install(): Record<Function, QuickJSHandle> {
    const context = this.#context
    const toAscii = context.newFunction('toAscii', (name) =>
      context.newString(domainToASCII(context.getString(name).slice(0, 1024))),
    )
    context.setProp(context.global, 'toAscii', toAscii)
    toAscii.dispose()
    const text = preamble(this.#options.functions)
    const visits = context.unwrapResult(context.evalCode(text, 'builtins.js', { type: 'global' }))
    const handle = (name: Function): QuickJSHandle => context.getProp(visits, name)
    return {
      learnGlobs: handle('learnGlobs'),
      run: handle('run'),
      texts: handle('texts'),
      startLoad: handle('startLoad'),
      loaded: handle('loaded'),
      describe: handle('describe'),
      usedWorld: handle('usedWorld'),
      endLoad: handle('endLoad'),
      setRules: handle('setRules'),
      setWorld: handle('setWorld'),
    }
  }
}
