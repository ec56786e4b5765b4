import type { Report, Sighting } from '../events/sighting.ts'
import type { HttpRequest } from './message.ts'
import type { Outcome } from './respond.ts'

/** What is known of a request when it has been dealt with; `request` is missing where none could be read. */
export interface Seen {
  readonly client: string
  readonly outcome: Outcome
  /** What was answered, as far as a sighting tells it. */
  readonly profile?: string | undefined
  readonly site?: string | undefined
  readonly told?: string | undefined
  readonly request?: HttpRequest | undefined
  readonly milliseconds: number
}

// put together field by field, since copies would cost as much as the rest of it
type Draft = { -readonly [Field in keyof Sighting]: Sighting[Field] }

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
  return ({ client, outcome, profile, site, told, request, milliseconds }) => {
    // what is no PROXY header is closed without a word
    const sighting: Draft = { via: 'http', client, answered: outcome !== 'proxy-header', outcome, milliseconds }
    if (request !== undefined) {
      sighting.detail = whatWasAsked(request)
      sighting.userAgent = request.userAgent
    }
    if (site !== undefined) sighting.site = site
    // who asked for the head alone has no PAC of it
    if (told !== undefined && request?.method !== 'HEAD') sighting.told = told
    if (profile !== undefined) sighting.profile = profile
    if (unusual.has(outcome)) sighting.unusual = true
    report(sighting)
  }
}

// `wpad/wpad.dat`: the Host says which name led the client here
function whatWasAsked({ method, host = '', target }: HttpRequest): string {
  const asked = `${host}${target}`
  return (method === 'GET' ? asked : `${method} ${asked}`).slice(0, 256)
}
