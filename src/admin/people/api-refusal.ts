import { ApiProblem } from '../api/endpoint.ts'
import { Refusal, type RefusalReason } from './changes.ts'

const statuses: Readonly<Record<RefusalReason, ApiProblem['status']>> = {
  'bad-name': 422,
  exists: 409,
  missing: 404,
  'last-administrator': 409,
  'too-many': 409,
  'role-too-high': 403,
  'wrong-password': 403,
  wait: 429,
  short: 422,
  long: 422,
  guessable: 422,
}

const fields: Partial<Record<RefusalReason, string>> = {
  'bad-name': 'name',
  'wrong-password': 'current',
  short: 'password',
  long: 'password',
  guessable: 'password',
}

/** Does `work`; a Refusal becomes the problem that a program is told. */
export async function orProblem<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const field = fields[error.reason]
    const errors = field === undefined ? undefined : [{ field, detail: error.message }]
    throw new ApiProblem(statuses[error.reason], 'not done', error.message, errors)
  }
}
