import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { may } from '../../store/role.ts'
import { type AdminEnv, personOf } from '../frame/env.ts'
import { problemJson } from '../frame/problem-json.ts'
import { ApiProblem, type Endpoint } from './endpoint.ts'
import { openApi } from './openapi.ts'

/** The API: every endpoint behind its role and its schemas, and the document that describes them at `/openapi.json`. */
export function mountApi(endpoints: readonly Endpoint[], version: () => string): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  for (const each of endpoints) app.on(each.method.toUpperCase(), each.path, (c) => answer(each, c))
  app.get('/openapi.json', (c) => c.json(openApi(endpoints, version())))
  app.onError((error, c) => {
    if (!(error instanceof ApiProblem)) throw error
    if (error.status === 429 || error.status === 503) c.header('Retry-After', '1')
    return problemJson(c, error.status, error.title, error.message, error.errors)
  })
  return app
}

async function answer(asked: Endpoint, c: Context<AdminEnv>): Promise<Response> {
  const person = personOf(c)
  if (!may(person.role, asked.needs)) throw new ApiProblem(403, 'not allowed', `this takes the role ${asked.needs}`)
  const query = checked(asked.query, c.req.query(), 'query')
  const body = checked(asked.body, asked.body === undefined ? undefined : await readJson(c), 'body')
  const value = await asked.run({ path: c.req.param(), query: query as never, body: body as never }, { c, person })
  if (value instanceof Response) return value
  return asked.answer === undefined ? c.body(null, 204) : c.json(value as object)
}

async function readJson(c: Context<AdminEnv>): Promise<unknown> {
  try {
    return bounded(await c.req.json())
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new ApiProblem(422, 'not a request', `body: is not JSON (${error.message})`, [{ field: 'body', detail: 'is not JSON' }])
  }
}

/** How many values a request may hold, lists and their items, objects and their fields: a schema keeps an issue for each that is wrong. */
const mostValues = 100_000

function bounded(value: unknown): unknown {
  const lists = [[value]]
  let values = 0
  for (let list = lists.pop(); list !== undefined; list = lists.pop()) {
    values += list.length
    if (values > mostValues)
      throw new ApiProblem(422, 'not a request', `body: holds over ${mostValues} values`, [
        { field: 'body', detail: 'is too much' },
      ])
    for (const each of list) if (typeof each === 'object' && each !== null) lists.push(Object.values(each))
  }
  return value
}

function checked(schema: v.GenericSchema | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return undefined
  const read = v.safeParse(schema, value)
  if (read.success) return read.output
  const errors = read.issues.map((issue) => ({ field: v.getDotPath(issue) ?? where, detail: issue.message }))
  throw new ApiProblem(422, 'not a request', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), errors)
}
