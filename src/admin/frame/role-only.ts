import type { MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import { may, type Role } from '../../store/role.ts'
import { type AdminEnv, frameOf, personOf } from './env.ts'
import { plainPage } from './layout.ts'

/** Lets nobody past whose role is less than `needed`: 403, with a page that says which role it takes. */
export function roleOnly(needed: Role): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    if (may(personOf(c).role, needed)) return next()
    const { errors, roles, pages } = frameOf(c).words.frame
    const body = html`<p>${errors.notAllowedDetail(roles[needed])}</p><p><a href="/">${pages.preview}</a></p>`
    return c.html(plainPage(frameOf(c), errors.notAllowed, body), 403)
  }
}
