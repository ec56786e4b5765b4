import type { Token } from '../../store/tokens.ts'
import type { Session } from './sessions.ts'

/** What somebody proved with that they may ask. */
export type Credential =
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'token'; readonly token: Token }
