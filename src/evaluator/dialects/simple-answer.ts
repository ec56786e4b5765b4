import type { Proxy as WayOut } from '../verdict.ts'

type Type = Exclude<WayOut['type'], 'direct'>

/** The words that a client knows beside DIRECT, in lower case, and the ports that they stand for (`null`: it leaves that to others). */
export type Words = Readonly<Record<string, readonly [Type, number | null]>>

/**
 * Reads an answer as the format was first described (Netscape 1996): entries between semicolons, each DIRECT or a word and
 * HOST:PORT. What is not understood is left out; nothing left is DIRECT.
 */
export function readSimpleAnswer(answer: string, words: Words): readonly WayOut[] {
  const proxies = answer.split(';').flatMap((entry) => readEntry(entry.trim(), words) ?? [])
  return proxies.length > 0 ? proxies : [{ type: 'direct' }]
}

function readEntry(entry: string, words: Words): WayOut | undefined {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(entry) ?? []
  const keyword = word.toLowerCase()
  if (keyword === 'direct') return { type: 'direct' }
  const known = Object.hasOwn(words, keyword) ? words[keyword] : undefined
  const [, bracketed, name = bracketed, portText] = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?$/.exec(rest) ?? []
  const port = portText === undefined ? (known?.[1] ?? null) : Number(portText)
  return known === undefined || name === undefined || (port ?? 0) > 65535 ? undefined : { type: known[0], host: name, port }
}
