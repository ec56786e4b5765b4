import type { Context } from 'hono'
import type { Role } from '../../store/role.ts'
import type { Credential } from '../people/credential.ts'
import type { Words } from '../words/en.ts'
import type { Language } from '../words/words.ts'

/** What the listener knows of a request beside the request: the other end of its connection. */
export interface Connection {
  readonly remoteAddress: string
  /** Whether the connection is HTTPS; absent: it is not. */
  readonly isSecure?: boolean
  /** This end of it; absent: loopback. */
  readonly localAddress?: string
}

/** Who is signed in. */
export interface Person {
  readonly name: string
  readonly role: Role
}

/** What every page needs beside its own content. */
export interface Frame {
  readonly words: Words
  readonly language: Language
  /** wpadd's own version. */
  readonly version: string
  /** The path of the page, without a query. */
  readonly path: string
  /** Another one for each request: a style element with it is taken by the browser (Content-Security-Policy). */
  readonly nonce: string
  /** Absent on the pages that come before the sign-in. */
  readonly person?: Person
}

/** Hono's types for this application. */
export type AdminEnv = { Bindings: Connection; Variables: { frame: Frame; credential: Credential } }

/** The frame of a request; `frames` has put it there. */
export function frameOf(c: Context<AdminEnv>): Frame {
  return c.get('frame')
}

/** Who asks. Throws where nobody has to be signed in: such a route has no business asking. */
export function personOf(c: Context<AdminEnv>): Person {
  const { person, path } = frameOf(c)
  if (person === undefined) throw new Error(`nobody is signed in at ${path}`)
  return person
}
