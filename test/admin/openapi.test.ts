import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '../../src/store/role.ts'
import { type OpenApp, openApp } from './open-app.ts'

interface Operation {
  readonly summary: string
  readonly description: string
  readonly parameters: readonly {
    readonly name: string
    readonly in: string
    readonly required: boolean
    readonly schema: object
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>
}

let app: OpenApp
let document: {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, { readonly name?: string }>>
    readonly schemas: object
  }
}
beforeAll(async () => {
  app = await openApp()
  document = (await (await app.send('/api/v1/openapi.json')).json()) as typeof document
})
afterAll(() => app[Symbol.asyncDispose]())

function operations(): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  )
}

// which operations are not as they should be: an empty list says all are
function unlike(isRight: (operation: Operation, name: string) => boolean): string[] {
  return operations().flatMap(([name, operation]) => (isRight(operation, name) ? [] : [name]))
}

describe('the OpenAPI document', () => {
  it('is one of OpenAPI 3.1, and names the cookie of HTTPS', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'wpadd', version: '0.1.0' } })
    expect(document.components.securitySchemes.session?.name).toBe('__Host-wpadd')
    expect(operations().length).toBeGreaterThan(20)
  })

  it('has a summary of one line and a role for every operation', () => {
    const ends = roles.map((role) => `Takes the role ${role}.`)
    expect(unlike(({ summary, description }) => /^\S[^\n]{5,120}$/.test(summary) && ends.includes(description))).toEqual([])
  })

  it('describes every parameter of a path, once', () => {
    const inPath = (name: string) => [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
    const described = ({ parameters }: Operation) => parameters.filter((each) => each.in === 'path').map(({ name }) => name)
    expect(unlike((operation, name) => `${described(operation)}` === `${inPath(name)}`)).toEqual([])
    expect(unlike((operation) => operation.parameters.every((each) => each.in !== 'path' || each.required))).toEqual([])
    expect(Object.keys(document.paths).filter((path) => !/^(\/([\w.-]+|\{\w+\}))+$/.test(path))).toEqual([])
  })

  it('tells what comes back: an answer with its type, or 204, and what is wrong', () => {
    expect(
      unlike(({ responses }) => {
        const { 200: answer, 204: done, default: wrong } = responses
        const isOne = (answer === undefined) !== (done === undefined)
        return isOne && (answer === undefined || answer.content !== undefined) && wrong?.content !== undefined
      }),
    ).toEqual([])
  })

  it('refers only to what it holds', () => {
    const text = JSON.stringify(document)
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!)
    expect(new Set(references)).toEqual(new Set(Object.keys(document.components.schemas)))
    expect(text.match(/"\$ref":"(?!#\/components\/schemas\/)/)).toBeNull()
  })
})

describe('docs/api.md', () => {
  const text = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8')
  const asked = [...text.matchAll(/^curl -H "\$AUTH" (?:--json '(.+)' )?"\$WPADD(\/\S+)"$/gm)].map(([, body, path]) => ({
    body,
    path,
  }))

  it('has examples', () => {
    expect(asked.length).toBeGreaterThan(6)
  })

  it.each(asked)('$path answers as it says', async ({ body, path }) => {
    const headers = { 'content-type': 'application/json' }
    const response = await app.send(`/api/v1${path}`, body === undefined ? {} : { method: 'POST', body, headers })
    expect([response.status, await response.text()]).toEqual([200, expect.not.stringContaining('"kind":"stopped"')])
  })
})
