import { setImmediate } from 'node:timers/promises'
import type { Audit, AuditQuery } from '../../store/audit.ts'
import { csvLine } from '../assets/csv-line.js'
import { time } from './schemas.ts'

const slice = 500

/** The entries as comma-separated values, read a slice at a time, so that others are answered in between. */
export function auditCsv(audit: Audit, query: Pick<AuditQuery, 'who' | 'action'>): Response {
  const lines = linesOf(audit, query)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(Buffer.from(value))
    },
    cancel: () => void lines.return(),
  })
  return new Response(body, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="audit.csv"' },
  })
}

async function* linesOf(audit: Audit, query: Pick<AuditQuery, 'who' | 'action'>): AsyncGenerator<string, void> {
  yield csvLine(['at', 'who', 'from', 'action', 'target', 'before', 'after'])
  let before: number | undefined
  while (true) {
    const entries = audit.read({ ...query, before, limit: slice })
    if (entries.length === 0) return
    before = entries.at(-1)!.id
    yield entries
      .map(({ at, who, origin, action, target, before, after }) =>
        csvLine([time(at), who, origin, action, target, before ?? '', after ?? '']),
      )
      .join('')
    await setImmediate()
  }
}
