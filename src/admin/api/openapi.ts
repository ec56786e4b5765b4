import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import type { Endpoint } from './endpoint.ts'

/** The API as an OpenAPI 3.1 document, made from the endpoints themselves: it cannot say anything else than they do. */
export function openApi(endpoints: readonly Endpoint[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const each of endpoints) {
    const path = each.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [each.method]: operation(each) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'wpadd',
      version,
      description: 'What the pages do, for programs. A session cookie or a token (Authorization: Bearer).',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-wpadd',
          description: 'What signing in sets. Over plain HTTP, on loopback, its name is wpadd.',
        },
      },
      schemas: { problem },
    },
  }
}

function operation({ summary, needs, path, query, body, answer, media }: Endpoint): object {
  return {
    summary,
    description: `Takes the role ${needs}.`,
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: {
      ...(answer || media ? { 200: ok(answer, media) } : { 204: { description: 'done' } }),
      default: {
        description: 'what is wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
      },
    },
  }
}

function ok(answer: v.GenericSchema | undefined, media = 'application/json'): object {
  return { description: 'the answer', content: { [media]: answer ? { schema: schemaOf(answer, 'output') } : {} } }
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

function queryParameters(query: v.GenericSchema | undefined): object[] {
  if (query === undefined) return []
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, object>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))
}

// a transformation has no JSON schema of its own: what goes in is described
function schemaOf(schema: v.GenericSchema, typeMode: 'input' | 'output'): object {
  const { $schema: _dialect, ...described } = toJsonSchema(schema, { typeMode, errorMode: 'ignore' })
  return described
}

// RFC 9457
const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, detail: { type: 'string' } } } },
  },
}
