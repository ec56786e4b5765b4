import type { SightingBatch } from '../events/sighting-queue.ts'
import type { Endpoint } from '../net/endpoint.ts'
import type { PagesOptions } from './options.ts'
import type { AdminView } from './view.ts'

/** What only the main thread can tell. */
export type Question = 'metrics' | 'health'

/** What the health question is answered with. */
export interface Health {
  readonly ok: boolean
  readonly detail: string
}

/** What the pages ask of the main thread: the metrics as Prometheus text, and how the services are. */
export interface Ask {
  readonly metrics: () => Promise<string>
  readonly health: () => Promise<Health>
}

/** What the admin thread starts with. */
export interface AdminStart {
  readonly options: PagesOptions
  readonly view: AdminView
  readonly token: string
}

/** A system error as data: `code` and its like do not survive a structured clone of an Error. */
export interface SystemErrorFields {
  readonly message: string
  readonly code?: string
  readonly errno?: number
  readonly syscall?: string
  readonly address?: string
  readonly port?: number
}

/** Main thread to admin thread. */
export type ToAdmin =
  | { readonly kind: 'view'; readonly view: AdminView }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'told'; readonly id: number; readonly value: string | Health }
  | { readonly kind: 'not-told'; readonly id: number; readonly reason: string }
  | { readonly kind: 'sightings'; readonly batch: SightingBatch }
  | { readonly kind: 'close' }

/** Admin thread to main thread. */
export type FromAdmin =
  | {
      readonly kind: 'open'
      readonly endpoints: readonly Endpoint[]
      readonly warnings: readonly string[]
      readonly firstPassword: string | undefined
    }
  | { readonly kind: 'note'; readonly level: 'info' | 'warn'; readonly text: string }
  | { readonly kind: 'not-open'; readonly error: SystemErrorFields }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  /** The last batch of sightings was dealt with, so many of it could not be kept: the next may come. */
  | { readonly kind: 'taken'; readonly lost: number }
