import { type Context, Hono } from 'hono'
import type { AuditQuery } from '../../store/audit.ts'
import { type AdminEnv, frameOf } from '../frame/env.ts'
import { auditCsv } from './audit-csv.ts'
import { auditPage } from './audit-page.ts'
import type { People } from './people.ts'

const pageLength = 100

/** The audit log: `/people/audit`, and as comma-separated values. */
export function auditRoutes({ audit, accounts }: People): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/people/audit', (c) => {
    const wanted = filterOf(c)
    const before = /^\d{1,15}$/.test(c.req.query('before') ?? '') ? Number(c.req.query('before')) : undefined
    const entries = audit.read({ ...wanted, before, limit: pageLength })
    const older = entries.length < pageLength ? undefined : entries.at(-1)!.id
    const names = accounts.list().map(({ name }) => name)
    return c.html(auditPage(frameOf(c), { entries, names, wanted, older, isFirst: before === undefined }))
  })
  app.get('/people/audit.csv', (c) => auditCsv(audit, filterOf(c)))
  return app
}

function filterOf(c: Context<AdminEnv>): Pick<AuditQuery, 'who' | 'action'> {
  const text = (name: string) => c.req.query(name)?.slice(0, 100) || undefined
  return { who: text('who'), action: text('action') }
}
