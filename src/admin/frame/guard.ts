import type { MiddlewareHandler } from 'hono'
import { parseAddress } from '../../net/address.ts'
import { type Cidr, contains } from '../../net/cidr.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import type { AdminEnv, Frame } from './env.ts'

const fixedHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin', // with no-referrer a browser sends our own forms with `Origin: null`
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

/** Puts the headers of a closed application on every response: only this server's own files, nothing framed, nothing kept. */
export const headers: MiddlewareHandler<AdminEnv> = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(fixedHeaders)) c.res.headers.set(name, value)
  // a request that is refused early has no frame yet
  const frame: Frame | undefined = c.get('frame')
  c.res.headers.set('Content-Security-Policy', contentSecurityPolicy(frame?.nonce))
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
}

/**
 * Refuses a Host that is not ours: a page elsewhere whose name was made to resolve to us (DNS rebinding) still sends its own name. Ours
 * are loopback, the address that the connection has reached, and `names`. The port is free, because an ssh tunnel may end at another.
 */
export function knownHost(names: readonly string[]): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const [, bracketed, bare] = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/i.exec(c.req.header('host') ?? '') ?? []
    const host = parseAddress(bracketed ?? bare ?? '')?.text ?? bare?.toLowerCase().replace(/\.$/, '')
    const isOurs = host !== undefined && (isLoopbackName(host) || host === c.env.localAddress || names.includes(host))
    return isOurs ? next() : c.text('this page has another name (admin.names in the configuration can add one)\n', 421)
  }
}

function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

const year = 365 * 24 * 3600

/**
 * Has browsers come back over HTTPS alone (RFC 6797), unless `servesPac` says that the name is one at which clients fetch a PAC over
 * plain HTTP: a browser that has seen the page there would fetch its PAC over HTTPS, where there is none.
 */
export function httpsOnly(servesPac: (host: string) => boolean): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    await next()
    const host = (c.req.header('host') ?? '').toLowerCase().replace(/:\d+$/, '')
    if (c.env.isSecure && !servesPac(host)) c.res.headers.set('Strict-Transport-Security', `max-age=${year}`)
  }
}

/** Refuses clients outside `allow`; an empty list allows everyone who can reach the listener. */
export function allowed(allow: readonly Cidr[]): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const client = parseAddress(c.env.remoteAddress)
    if (allow.length > 0 && !(client !== undefined && allow.some((block) => contains(block, client))))
      return c.text('your address is not in admin.allow\n', 403)
    return next()
  }
}

/**
 * Refuses changes that another site's page asks for: a browser says so in Sec-Fetch-Site, an older one in Origin. A client that
 * sends neither is no browser, and has no session that a page could abuse. (The session cookie is SameSite=Strict besides; but
 * another port of this host is the same site.)
 */
export const sameOrigin: MiddlewareHandler<AdminEnv> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const from = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const ours = origin === undefined || origin === `${c.env.isSecure ? 'https' : 'http'}://${c.req.header('host')}`
  const fine = from === undefined ? ours : from === 'same-origin' || (from === 'none' && ours)
  return fine ? next() : c.text('this request came from another site and was not done\n', 403)
}
