import type { Context } from 'hono'
import type * as v from 'valibot'
import type { Role } from '../../store/role.ts'
import type { AdminEnv, Person } from '../frame/env.ts'
import type { FieldProblem } from '../frame/problem-json.ts'

/** Who asks, and the request itself for what a schema cannot say (an abort signal, a stream). */
export interface Call {
  readonly c: Context<AdminEnv>
  readonly person: Person
}

/**
 * One thing that programs may ask for, under /api/v1. The table of these is the API: it is mounted, guarded and described
 * (openapi.json) from the same values. What `query`, `body` and the path's parameters do not allow is answered 422 before `run`.
 */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** In Hono's form, from /api/v1 on: `/accounts/:name`. Parameters reach `run` in `path`. */
  readonly path: string
  /** The least role that may ask. */
  readonly needs: Role
  /** One line, for people who look for it. */
  readonly summary: string
  readonly query?: v.GenericSchema
  readonly body?: v.GenericSchema
  /** What comes back; each item of it where `media` is a stream. Absent: 204. */
  readonly answer?: v.GenericSchema
  /** Anything but JSON; `run` then returns the Response. */
  readonly media?: 'application/x-ndjson' | 'text/event-stream' | 'text/csv'
  /** The JSON that `answer` describes, or a Response. Throws an ApiProblem for what the schemas cannot say. */
  run(input: { path: Record<string, string>; query: never; body: never }, call: Call): unknown
}

interface Typed<Query extends v.GenericSchema | undefined, Body extends v.GenericSchema | undefined>
  extends Omit<Endpoint, 'query' | 'body' | 'run'> {
  readonly query?: Query
  readonly body?: Body
  run(
    input: { readonly path: Record<string, string>; readonly query: Output<Query>; readonly body: Output<Body> },
    call: Call,
  ): unknown
}

type Output<Schema> = Schema extends v.GenericSchema ? v.InferOutput<Schema> : undefined

/** Describes an endpoint; `run` gets what its schemas promise. */
export function endpoint<
  const Query extends v.GenericSchema | undefined = undefined,
  const Body extends v.GenericSchema | undefined = undefined,
>(described: Typed<Query, Body>): Endpoint {
  return described as unknown as Endpoint
}

/** What a program got wrong, or may not have now: becomes `application/problem+json` (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: 400 | 403 | 404 | 409 | 422 | 429 | 503
  readonly title: string
  readonly errors: readonly FieldProblem[] | undefined

  constructor(status: ApiProblem['status'], title: string, detail: string, errors?: readonly FieldProblem[]) {
    super(detail)
    this.status = status
    this.title = title
    this.errors = errors
  }
}
