import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** One field of a request that is wrong. */
export interface FieldProblem {
  readonly field: string
  readonly detail: string
}

/** An error for a program (RFC 9457). */
export function problemJson(
  c: Context,
  status: ContentfulStatusCode,
  title: string,
  detail: string,
  errors?: readonly FieldProblem[],
): Response {
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, errors })
  return c.body(body, status, { 'Content-Type': 'application/problem+json' })
}
