import type { Dialect } from './dialects/dialect.ts'

/** What crosses to the worker: visits of one call, for one PAC in one world. */
export interface Task {
  readonly id: number
  /** Tasks of one call follow each other in one sandbox: what a script keeps in its globals lives for a call. */
  readonly call: number
  /** How much of the processor the call may take. */
  readonly callMs: number
  readonly dialect: Dialect
  /** The text is sent once; afterwards its number stands for it. */
  readonly pac: { readonly number: number; readonly text?: string }
  /** Whether the script may be looked at for what it keeps, once it has come again. */
  readonly mayStudy: boolean
  /** PAC numbers that will not be asked for again. */
  readonly forget: readonly number[]
  /** JSON, in the form that pac/builtins/machine.js takes. */
  readonly world: string
  readonly now: number
  readonly timeZone: string | undefined
  /** Those of all visits, a line each. */
  readonly urls: string
  readonly hosts: string
  readonly visits: number
}

/** What comes back: a number for each visit, and the texts that the numbers stand for (pac/builtins/visits.js; `t` timeout, `s` syntax, `h` not tried). */
export interface Outcome {
  readonly id: number
  readonly codes: Int32Array
  readonly texts: readonly string[]
  /** What is wrong with the script itself; then there are no codes. Empty: nothing. */
  readonly failure: string
  /** Names without which some visit cannot be answered. */
  readonly wanted: readonly string[]
  /** How much of the processor it took. */
  readonly cpuMs: number
  /** How many bytes the worker holds beside what every sandbox has, for this task and others. */
  readonly held: number
}

/** What a new worker is told. */
export interface WorkerOptions {
  readonly code: WebAssembly.Module
  readonly visitMs: number
  readonly memoryMb: number
  /** Numbers that both sides see, at the places in `PULSE`. */
  readonly pulse: SharedArrayBuffer
}

/**
 * `began`: when the running visit began (`clockMs`; 0: nothing runs). `beat`: when the engine was last seen to move. Each with what
 * the thread had had of the processor then. `doing`: one of the three below.
 */
export const PULSE = { began: 0, beganCpu: 1, beat: 2, beatCpu: 3, doing: 4, size: 5 } as const
export const RUNNING = 0
export const LOADING = 1
/** A script of a task that was answered already: who waits has nothing to do with it. */
export const STUDYING = 2

/** What a worker says first, when it can take tasks. */
export const READY = 'ready'
