import { once } from 'node:events'
import { connect, isIPv6 } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Fetched } from './discover.ts'
import { judge, mostBytesRead } from './judge.ts'
import type { HttpLookup } from './lookup.ts'
import { missed, type Outcome } from './outcome.ts'
import { type HttpAnswer, readResponse } from './read-response.ts'

/** Fetches a file as a client does, redirects included, and says what the client makes of it. `port` stands for 80. */
export async function getPac(lookup: HttpLookup, target: Fetched, milliseconds: number, port: number): Promise<Outcome> {
  const { accepts } = lookup.fetch
  const signal = AbortSignal.timeout(milliseconds)
  let { url, addresses } = target
  for (let left = accepts.redirects; ; left--) {
    const at = URL.parse(url)
    if (at === null || !/^https?:$/.test(at.protocol)) return missed('nothing', 'not fetched', `not fetched: ${url} is not HTTP`)
    const answer = await getOnce(lookup, at, addresses, signal, port)
    if ('end' in answer) return answer
    const next = redirectOf(answer, url)
    if (next === undefined || accepts.redirects === 0) return judge(accepts, url, answer)
    if (left === 0) return missed('nothing', 'redirect', `more than ${accepts.redirects} redirects`)
    const nextHost = hostOf(next)
    const found = nextHost === hostOf(new URL(url)) ? addresses : await target.resolve(nextHost)
    if ('end' in found) return found
    url = next.href
    addresses = found
  }
}

async function getOnce(
  lookup: HttpLookup,
  url: URL,
  addresses: readonly string[],
  signal: AbortSignal,
  port: number,
): Promise<HttpAnswer | Outcome> {
  let trouble = missed('failed', 'no address', 'its host has no address')
  // one dead address is stepped over (measured of Chromium and Firefox)
  for (const address of addresses) {
    try {
      return await exchange(lookup, url, address, signal, port)
    } catch (error) {
      if (signal.aborted) return missed('failed', 'no HTTP answer', `no answer from ${address} in the time that the client waits`)
      trouble = explain(error as NodeJS.ErrnoException, address)
    }
  }
  return trouble
}

async function exchange(lookup: HttpLookup, url: URL, address: string, signal: AbortSignal, port: number): Promise<HttpAnswer> {
  const secure = url.protocol === 'https:'
  const at = { host: address, port: url.port === '' ? (secure ? 443 : port) : Number(url.port) }
  const socket = secure ? connectTls({ ...at, ...(isAddress(url) ? {} : { servername: url.hostname }) }) : connect(at)
  const stop = () => socket.destroy(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    signal.throwIfAborted()
    await once(socket, secure ? 'secureConnect' : 'connect')
    socket.write(headOf(lookup, url, address))
    return await readResponse(socket, lookup.fetch.accepts.mostBytes ?? mostBytesRead)
  } finally {
    signal.removeEventListener('abort', stop)
    socket.on('error', () => {})
    socket.destroy()
  }
}

/** The bytes of the request: what the client sends, in its order. */
export function headOf({ fetch }: Pick<HttpLookup, 'fetch'>, url: URL, address: string): string {
  const text = fetch.host === 'the address' ? (isIPv6(address) ? `[${address}]` : address) : url.host
  const lines = fetch.head.map((line) => line.replace('{host}', text))
  return [`GET ${url.pathname}${url.search} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}

function redirectOf({ status, headers }: HttpAnswer, from: string): URL | undefined {
  const location = headers.get('location')
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined
  return URL.parse(location, from) ?? undefined
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

function isAddress(url: URL): boolean {
  return url.hostname.startsWith('[') || /^[\d.]+$/.test(url.hostname)
}

function explain(error: NodeJS.ErrnoException, address: string): Outcome {
  switch (error.code) {
    case 'ECONNREFUSED':
      return missed('failed', 'unreachable', `${address} refuses the connection`)
    case 'ECONNRESET':
    case 'EPIPE':
      return missed('failed', 'unreadable', `${address} closed the connection`)
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    case 'EADDRNOTAVAIL':
      return missed('failed', 'unreachable', `${address} cannot be reached`)
    default:
      return missed('failed', 'unreadable', `${address}: ${error.message}`)
  }
}
