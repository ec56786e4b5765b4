import type { Report, Sighting } from '../events/sighting.ts'
import type { HttpRequest } from './message.ts'
import type { Outcome } from './respond.ts'

/** What is known of a request when it has been dealt with; `request` is missing where none could be read. */
export interface Seen {
  readonly client: string
  readonly outcome: Outcome
  readonly profile?: string | undefined
  readonly request?: HttpRequest | undefined
  readonly milliseconds: number
}

const unusual: ReadonlySet<Outcome> = new Set([
  'bad-request',
  'too-large',
  'too-slow',
  'too-often',
  'proxy-header',
  'busy',
  'failed',
])

/** Turns what the listener sees into sightings: one for each request, and for each attempt at one. */
export function witness(report: Report): (seen: Seen) => void {
  return ({ client, outcome, profile, request, milliseconds }) => {
    // what is no PROXY header is closed without a word
    const sighting: Sighting = { via: 'http', client, answered: outcome !== 'proxy-header', outcome, milliseconds }
    report({
      ...sighting,
      ...(request === undefined ? undefined : { detail: whatWasAsked(request) }),
      ...(profile === undefined ? undefined : { profile }),
      ...(unusual.has(outcome) ? { unusual: true } : undefined),
    })
  }
}

// `wpad/wpad.dat`: the Host says which name led the client here
function whatWasAsked({ method, host = '', target }: HttpRequest): string {
  const asked = `${host}${target}`
  return (method === 'GET' ? asked : `${method} ${asked}`).slice(0, 256)
}
