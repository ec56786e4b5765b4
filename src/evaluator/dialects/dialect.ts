import { chromium } from './chromium.ts'
import type { DialectRules } from './rules.ts'

/** The ways to run a PAC that are known. */
export const dialects = { chromium } as const satisfies Record<string, DialectRules>
export type Dialect = keyof typeof dialects

const dialectOfKind: Readonly<Record<string, Dialect>> = { chromium: 'chromium', 'chromium-windows': 'chromium' }

/** What may be asked for: the names of the dialects, and of the client kinds that have one. */
export const knownKinds: readonly string[] = Object.keys(dialectOfKind)

/** The dialect of a client kind, or of its own name; `undefined` when there is none (yet). */
export function findDialect(as: string): Dialect | undefined {
  return Object.hasOwn(dialectOfKind, as) ? dialectOfKind[as] : undefined
}
