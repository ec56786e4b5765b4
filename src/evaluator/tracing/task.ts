import type { Dialect } from '../dialects/dialect.ts'
import type { Trace } from '../trace.ts'

/** What crosses to the thread that traces: one visit. */
export interface TraceTask {
  readonly script: string
  /** How many characters of it stand before what the author wrote. */
  readonly ahead: number
  readonly dialect: Dialect
  readonly url: string
  readonly host: string
  /** As pac/builtins/machine.js takes it. */
  readonly world: string
  readonly now: number
  readonly timeZone: string | undefined
  /** What each name resolves to. */
  readonly dns: Readonly<Record<string, readonly string[]>>
  readonly time: TraceTime
}

/** How long things may take, by the clock, in milliseconds. */
export interface TraceTime {
  /** Reading the script and opening a sandbox. */
  readonly prepare: number
  readonly load: number
  readonly run: number
}

/** What comes back. `outcome` is in the letters of read-outcome.ts. */
export interface Traced {
  readonly outcome: string
  readonly trace: Trace
}

/** What a new thread is told. */
export interface TraceWorkerOptions {
  readonly code: WebAssembly.Module
  readonly memoryMb: number
  readonly journal: SharedArrayBuffer
}

/** What the thread is at. */
export type Phase = 'preparing' | 'loading' | 'running'

/** What the thread says: what it comes to, and what came of it. */
export type FromTraceWorker = { readonly phase: Phase } | { readonly traced: Traced } | { readonly error: string }
