import type { Context } from 'hono'
import type { Cidr } from '../net/cidr.ts'
import type { Database } from '../store/database.ts'
import { may } from '../store/role.ts'
import type { Comparer } from './compare/comparer.ts'
import type { Discoverer } from './discovery/discoverer.ts'
import { type AdminEnv, personOf } from './frame/env.ts'
import type { Ask } from './messages.ts'
import type { People } from './people/people.ts'
import type { Previewer } from './preview/preview.ts'
import type { Defaults } from './preview/read-world.ts'
import type { Keeper } from './sightings/keeper.ts'
import type { SelfCheck } from './sites/self-check.ts'
import type { AdminView } from './view.ts'

/** What the pages are made of. Every subject has its `...Routes(parts)` for people and its `...Endpoints(parts)` for programs. */
export interface AdminParts {
  readonly allow: readonly Cidr[]
  /** By which names browsers may ask, beside loopback and the address that they have reached. */
  readonly names?: readonly string[] | undefined
  /** The SHA-256 fingerprint of the certificate that wpadd has made for itself, where it has. */
  readonly fingerprint?: () => string | undefined
  /** The newest view; asked for at each request. */
  readonly view: () => AdminView
  readonly people: People
  readonly previews: Previewer
  readonly compares: Comparer
  readonly discoveries: Discoverer
  readonly ask: Ask
  readonly database: Database
  readonly sightings: Keeper
  readonly selfCheck: SelfCheck
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What a field left empty means for this request. */
export function defaultsFor(c: Context<AdminEnv>, { now }: Pick<AdminParts, 'now'>): Defaults {
  return {
    client: c.env.remoteAddress,
    now: now(),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    mayResolve: may(personOf(c).role, 'editor'),
  }
}
