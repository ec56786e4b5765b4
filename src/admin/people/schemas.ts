import * as v from 'valibot'
import { roles } from '../../store/role.ts'
import { mostDays } from './work.ts'

export const roleField = v.picklist(roles, `is not one of ${roles.join(', ')}`)
export const nameText = v.pipe(v.string('is not a text'), v.maxLength(100, 'is too long'))
export const passwordText = v.pipe(v.string('is not a text'), v.maxLength(1000, 'is too long'))

/** What a token is called: anything that is seen. */
export const tokenName = v.pipe(
  v.string('is not a text'),
  v.trim(),
  v.nonEmpty('is empty'),
  v.maxLength(64, 'has more than 64 characters'),
  v.regex(/^\P{C}*$/u, 'has a character that cannot be seen'),
)

/** How long a token is good for, in days. */
export const tokenDays = v.pipe(
  v.number('is not a number'),
  v.integer('is not a whole number'),
  v.minValue(1, 'is less than 1'),
  v.maxValue(mostDays, `is more than ${mostDays}`),
)

/** ISO 8601, UTC. */
export function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
