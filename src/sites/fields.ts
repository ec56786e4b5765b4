import * as v from 'valibot'
import { readField } from '../net/fields.ts'

/** What a site or a profile is called in logs, metrics and pages. */
export const nameField = readField('a name', (text) => {
  if (!/^[\w.-]{1,64}$/.test(text))
    throw new RangeError(`"${text}" is not a name (1 to 64 letters, digits, dots, hyphens or underscores)`)
  return text
})

/** The path of a PAC file, or `none`. */
export const pacField = v.pipe(
  v.string('is not the path of a PAC file, nor none'),
  v.nonEmpty('is empty (give a PAC file, or none)'),
)
