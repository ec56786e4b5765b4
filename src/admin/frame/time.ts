import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** A moment for people: `2026-01-05 09:00:00Z` (RFC 3339 with a space), in UTC as every log of a network is read. */
export function momentText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`
}

/** The same as an element. */
export function timeOf(at: number): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${momentText(at)}</time>`
}

/** A span in its largest unit: `3 d`, `2 h`, `5 min`, `20 s`. */
export function spanText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} d`
}
