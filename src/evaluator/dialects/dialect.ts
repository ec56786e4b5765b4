import { chromium } from './chromium.ts'
import { firefox } from './firefox.ts'
import { kde } from './kde.ts'
import { dialectOfKind } from './kinds.ts'
import { libproxy } from './libproxy.ts'
import { macos } from './macos.ts'
import { pacparser } from './pacparser.ts'
import type { DialectRules } from './rules.ts'
import { winhttp } from './winhttp.ts'

/** The ways to run a PAC that are known. */
export const dialects = { chromium, firefox, winhttp, macos, kde, libproxy, pacparser } as const satisfies Record<
  string,
  DialectRules
>
export type Dialect = keyof typeof dialects

/** The dialects by name. */
export const dialectNames = Object.keys(dialects) as readonly Dialect[]

/** What may be asked for: the names of the dialects, and of the client kinds. */
export const knownKinds: readonly string[] = [...new Set([...dialectNames, ...Object.keys(dialectOfKind)])]

/** The dialect of a client kind, or of its own name; `undefined` when there is none. */
export function findDialect(as: string): Dialect | undefined {
  if (Object.hasOwn(dialects, as)) return as as Dialect
  const kinds: Readonly<Record<string, Dialect>> = dialectOfKind
  return Object.hasOwn(kinds, as) ? kinds[as] : undefined
}
