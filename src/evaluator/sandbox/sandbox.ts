import { readingMs } from '../limits.ts'
import { type SandboxClock, zoneOffset } from './clock.ts'
import { type Engine, openEngine } from './engine.ts'
import { Guest, type GuestOptions } from './guest.ts'
import { likelyGlobs } from './likely-globs.ts'
import { type MemoryImage, restoreClean, restoreImage, takeImage } from './memory-image.ts'

/** What a sandbox is made for: one dialect and its bounds. */
export interface SandboxOptions extends GuestOptions {
  /** What `engineCode` gives. */
  readonly code: WebAssembly.Module
  /** How many names a visit may ask. */
  readonly mostLookups: number
  /** Whether asking a name runs the function again from its start. */
  readonly restarts: boolean
  readonly memoryMb: number
}

/** Why a run ended early. */
export type Stop = 'timeout' | 'memory' | 'broken'

/** A script that has been loaded, or why it could not be. */
export interface LoadedPac {
  /** `undefined`: it could not be loaded. */
  readonly image: MemoryImage | undefined
  /** In the letters of pac/builtins/visits.js, and `s` for syntax, `t` for a timeout; '' when nothing is wrong. */
  readonly failure: string
  /** Whether loading it looked at the clock, the names or the addresses: then it is good for this world only. */
  readonly usedWorld: boolean
  /** A name that must be known before it can be loaded. */
  readonly wanted: string
  /** The world in which it was loaded. */
  readonly world: string
  /** Whether it may look at a visit's URL, which it need not be told otherwise. */
  readonly readsUrls: boolean
}

/** The URLs of visits and their hosts, a line each. */
export interface VisitTexts {
  /** May be empty for a script that does not look at them. */
  readonly urls: string
  readonly hosts: string
}

const SCRIPT = 'pac.js'
/** What the last match left on RegExp: `RegExp.$1`, `RegExp["$&"]`, `RegExp.lastMatch` ... */
const LAST_MATCH = /\bRegExp\s*(?:\.\s*(?:\$|last|left|right|input)|\[)/
/** After so many calls a heap is put back even when its script keeps nothing: the engine's own lists do not grow on and on then. */
const CALLS_A_HEAP = 64

/** Opens a sandbox. Throws when the engine is not the one that this folder knows. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock: SandboxClock = { now: 0, offsetAt: zoneOffset('UTC'), asked: false }
  return new Sandbox(await openEngine(options.code, clock, options.memoryMb), clock, options)
}

/** One instance of the engine with the functions of one dialect, in which one script at a time is loaded. */
export class Sandbox {
  readonly clock: SandboxClock
  readonly #engine: Engine
  readonly #guest: Guest
  readonly #fresh: MemoryImage
  readonly #openedWith: number
  readonly #mostLookups: number
  #world = ''
  /** The script whose heap is there, with nothing stopped half-way in it, and for how many calls. */
  #holds: LoadedPac | undefined
  #callsHeld = 0
  #hasJustLoaded = false
  /** What the last run said, when it was not stopped. */
  #texts: string | undefined

  constructor(engine: Engine, clock: SandboxClock, options: SandboxOptions) {
    this.#engine = engine
    this.clock = clock
    this.#guest = new Guest(engine, options)
    this.#guest.begin()
    this.#mostLookups = options.mostLookups
    this.#setRules(options.restarts)
    this.#fresh = takeImage(engine.memory)
    this.#openedWith = this.size
  }

  /** Loads a script into a fresh context, in a world as pac/builtins/machine.js takes it. */
  load(script: string, world: string): LoadedPac {
    restoreClean(this.#engine.memory, this.#fresh)
    this.clock.asked = false
    this.#hasJustLoaded = true
    this.#guest.begin(readingMs(script.length))
    this.#guest.call('setWorld', world)
    this.#world = world
    this.#guest.call('learnGlobs', likelyGlobs(script))
    if (LAST_MATCH.test(script)) this.#guest.call('keepLastMatch')
    this.#guest.call('startLoad')
    const failure = this.#evaluate(script)
    const wanted = this.#ask('endLoad')
    const usedWorld = this.clock.asked || this.#ask('usedWorld') !== 'false'
    const image = failure === '' && wanted === '' ? takeImage(this.#engine.memory, this.#fresh) : undefined
    this.#holds = undefined
    return { image, failure, usedWorld, wanted, world, readsUrls: true }
  }

  /** Puts a loaded script back to where it was after loading, but in this world. */
  restore(pac: LoadedPac, world: string): void {
    if (pac.image === undefined) return
    this.#hasJustLoaded = false
    restoreImage(this.#engine.memory, pac.image)
    this.#world = pac.world
    this.#holds = pac
    this.#callsHeld = 0
    this.#setWorld(world)
  }

  /** The same for a script that keeps nothing: when it ran last and was not stopped, it is where it was after loading. */
  reuse(pac: LoadedPac, world: string): void {
    if (this.#holds === pac && ++this.#callsHeld < CALLS_A_HEAP) this.#setWorld(world)
    else this.restore(pac, world)
  }

  /**
   * Has a loaded script that keeps nothing answered on the spot when it asks for a name, instead of run again from its start, and
   * by the lean functions. The verdicts are the same, in half the time. `trust`: 'language' when the methods of texts are the engine's
   * own, 'all' when its FindProxyForURL is simply called, too.
   */
  settle(pac: LoadedPac, world: string): { readonly pac: LoadedPac; readonly trust: '' | 'language' | 'all' } {
    this.restore(pac, pac.world)
    this.#guest.begin()
    this.#setRules(false)
    const trust = this.#ask('trust') as '' | 'language' | 'all'
    this.#guest.call('endLoad')
    const changed = { ...pac, image: takeImage(this.#engine.memory, this.#fresh) }
    this.restore(changed, world)
    return { pac: changed, trust }
  }

  #setWorld(world: string): void {
    if (world === this.#world) return
    this.#guest.begin()
    this.#guest.call('setWorld', world)
    this.#world = world
  }

  #setRules(restarts: boolean): void {
    this.#guest.call('setRules', JSON.stringify({ mostLookups: this.#mostLookups, restarts }))
  }

  /** Runs visits `from` to `to`; the number of the visit that stopped it and why, or `undefined`. */
  run({ urls, hosts }: VisitTexts, from: number, to: number): { readonly at: number; readonly why: Stop } | undefined {
    // the visit for which a script is loaded pays for that
    if (this.#hasJustLoaded) this.#guest.goOn(from)
    else this.#guest.begin()
    this.#hasJustLoaded = false
    const ended = this.#guest.call('run', urls, hosts, from, to)
    this.#texts = typeof ended === 'object' ? ended.text : undefined
    if (typeof ended === 'object') return undefined
    this.#holds = undefined
    const at = Math.min(Math.max(this.#guest.runningVisit(), from), to - 1)
    return { at, why: ended === 'threw' ? 'memory' : ended }
  }

  /** The number that a visit came out with. */
  codeOf(visit: number): number {
    return this.#guest.codeOf(visit)
  }

  /** The texts that the last run's numbers stand for; `undefined` when the sandbox cannot say it any more. */
  texts(): readonly string[] | undefined {
    const text = this.#texts ?? this.#textsOfStopped()
    return text?.split('\n').slice(0, -1)
  }

  #textsOfStopped(): string | undefined {
    this.#guest.begin()
    const ended = this.#guest.call('texts')
    return typeof ended === 'object' ? ended.text : undefined
  }

  /** How many bytes it takes. */
  get size(): number {
    return this.#engine.memory.buffer.byteLength
  }

  /** How many of them it did not have when it was opened. */
  get grown(): number {
    return this.size - this.#openedWith
  }

  /** Whether it must be thrown away: it was refused memory, or the engine itself threw. */
  isSpent(): boolean {
    return this.#guest.isBroken || this.#engine.wasRefused()
  }

  // '' when the script was loaded and has its function
  #evaluate(script: string): string {
    const ended = this.#guest.evaluate(script, SCRIPT)
    if (ended === 'timeout') return 't'
    if (typeof ended === 'string') return 'o'
    return 'threw' in ended ? this.#whyItThrew(ended.threw, script) : this.#isUsable()
  }

  #isUsable(): string {
    const ended = this.#guest.call('loaded')
    return typeof ended === 'object' ? ended.text : ended === 'timeout' ? 't' : 'o'
  }

  // a SyntaxError may also come from a script that runs: from eval, or from a regular expression made of a text
  #whyItThrew(description: string, script: string): string {
    if (!description.startsWith('xSyntaxError')) return description
    const isOfCompiler =
      /redeclaration|redefinition|already defined/.test(unescape(description)) || !this.#guest.compiles(script, SCRIPT)
    return isOfCompiler ? `s${description.slice(1)}` : description
  }

  #ask(name: 'endLoad' | 'usedWorld' | 'trust'): string {
    const ended = this.#guest.call(name)
    return typeof ended === 'object' ? ended.text : ''
  }
}
