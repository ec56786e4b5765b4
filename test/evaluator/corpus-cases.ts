import { readFileSync } from 'node:fs'
import type { Dialect } from '../../src/evaluator/dialects/dialect.ts'

// test/fixtures/corpus/README.md says how a case becomes a request and an answer a result

/** A case of the corpus. */
export interface Case {
  readonly id: string
  readonly kind: 'expr' | 'pac' | 'error' | 'result-parse'
  readonly engines: readonly string[]
  readonly expr?: string
  readonly result?: string
  readonly pac?: string
  readonly pac_base64?: string
  readonly content_type?: string
  readonly url?: string
  readonly host?: string
  readonly client?: { readonly ips: readonly string[] }
  readonly dns?: Readonly<Record<string, readonly string[]>>
  readonly now?: string
  readonly tz?: string
  readonly expect: unknown
}

/** The names under which the corpus has what a dialect stands for: the current version of each. */
const engines = {
  chromium: ['chromium'],
  firefox: ['firefox'],
  winhttp: ['ie'],
  pacparser: ['pacparser', 'pacparser@1.5.1'],
  libproxy: ['libproxy', 'libproxy@0.5.12'],
  macos: [],
  kde: [],
} as const satisfies Record<Dialect, readonly string[]>

const file = new URL('../fixtures/corpus/pac-cases.jsonl', import.meta.url)
/** Every case of the corpus. */
export const corpus = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case)

/** The cases for a dialect; those without engines hold for every kind. */
export function casesOf(dialect: Dialect): readonly Case[] {
  const names: readonly string[] = engines[dialect]
  return corpus.filter((one) => one.engines.length === 0 || one.engines.some((name) => names.includes(name)))
}

/** A case as a line of a batch. */
export function requestOf(one: Case, as: Dialect): string {
  const { id, url = 'http://www.example.test/', host, client, dns, now, tz } = one
  const script = one.pac_base64 === undefined ? { pac: textOf(one) } : { pacBase64: one.pac_base64 }
  return JSON.stringify({ id, ...script, contentType: one.content_type, url, host, as, client, dns, now, tz })
}

function textOf({ kind, expr, result, pac }: Case): string {
  if (kind === 'expr') return `function FindProxyForURL(url, host) { return "J:" + JSON.stringify(${expr}); }`
  if (kind === 'result-parse') return `function FindProxyForURL(url, host) { return ${JSON.stringify(result)}; }`
  return pac ?? ''
}
