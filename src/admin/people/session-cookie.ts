import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AdminEnv } from '../frame/env.ts'

// under HTTPS no other host and no plain page can set it (RFC 6265bis, 4.1.3.2: the prefix __Host-)
function nameFor(c: Context<AdminEnv>): string {
  return c.env.isSecure ? '__Host-wpadd' : 'wpadd'
}

/** The secret that a browser brings. */
export function sessionSecret(c: Context<AdminEnv>): string | undefined {
  return getCookie(c, nameFor(c))
}

/** Gives a browser its secret, until it is closed. */
export function keepSession(c: Context<AdminEnv>, secret: string): void {
  setCookie(c, nameFor(c), secret, { httpOnly: true, sameSite: 'Strict', path: '/', secure: c.env.isSecure === true })
}

/** Has the browser forget its secret. */
export function dropSession(c: Context<AdminEnv>): void {
  deleteCookie(c, nameFor(c), { path: '/', secure: c.env.isSecure === true })
}
