import type { Report } from '../events/sighting.ts'
import type { HttpRequest } from './message.ts'
import type { Outcome } from './respond.ts'

/** What is known of a request when it has been dealt with; `request` is missing where none could be read. */
export interface Seen {
  readonly client: string
  readonly outcome: Outcome
  readonly request?: HttpRequest | undefined
  readonly milliseconds: number
}

const unusual: ReadonlySet<Outcome> = new Set(['bad-request', 'too-large', 'too-slow', 'busy', 'failed'])

/** Turns what the listener sees into sightings: one for each request, and for each attempt at one. */
export function witness(report: Report): (seen: Seen) => void {
  return ({ client, outcome, request, milliseconds }) => {
    const sighting = { via: 'http', client, answered: true, outcome, milliseconds } as const
    const asked = request === undefined ? {} : { detail: whatWasAsked(request) }
    report(unusual.has(outcome) ? { ...sighting, ...asked, unusual: true } : { ...sighting, ...asked })
  }
}

// `wpad/wpad.dat`: the Host says which name led the client here
function whatWasAsked({ method, host = '', target }: HttpRequest): string {
  const asked = `${host}${target}`
  return (method === 'GET' ? asked : `${method} ${asked}`).slice(0, 256)
}
