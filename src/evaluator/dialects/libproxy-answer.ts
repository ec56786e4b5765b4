import type { Proxy as WayOut } from '../verdict.ts'
import { parseGUri } from './g-uri.ts'
import { trimOf } from './trim-of.ts'

// the beginning of the word is what counts: SOCKS5H is SOCKS5
const types = [
  ['proxy', 'http'],
  ['socks4', 'socks4'],
  ['socks5', 'socks5'],
  ['socks', 'socks'],
] as const

/**
 * Reads what FindProxyForURL answered (px_manager_run_pac in libproxy's px-manager.c; measured with 0.5.12). An entry is one word and
 * one blank and a host; other entries are left out, and what comes twice comes once. Ports are left to the program that asked.
 * Nothing left is DIRECT.
 */
export function readAnswer(answer: string): readonly WayOut[] {
  const [text = ''] = answer.split('\0') // a C string
  const proxies = new Map<string, WayOut>()
  for (const entry of text.split(';')) {
    const proxy = readEntry(trimOf(entry, '\t\n\v\f\r '))
    if (proxy !== undefined) proxies.set(JSON.stringify(proxy), proxies.get(JSON.stringify(proxy)) ?? proxy)
  }
  return proxies.size > 0 ? [...proxies.values()] : [{ type: 'direct' }]
}

function readEntry(entry: string): WayOut | undefined {
  const words = entry.split(' ')
  const [word = '', server = ''] = words
  const keyword = word.toLowerCase()
  if (words.length === 1) return keyword.startsWith('direct') ? { type: 'direct' } : undefined
  const type = types.find(([beginning]) => keyword.startsWith(beginning))?.[1]
  const uri = words.length === 2 && type !== undefined ? parseGUri(`http://${server}`) : undefined
  return type === undefined || uri === undefined || uri.host === '' ? undefined : { type, host: uri.host, port: uri.port ?? null }
}
