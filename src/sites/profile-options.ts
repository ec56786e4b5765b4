import * as v from 'valibot'
import { cidrField, readField } from '../net/fields.ts'
import { nameField, pacField } from './fields.ts'
import { type Pattern, parsePattern } from './pattern.ts'

// strangers' requests are compared with all of them
const most = { profiles: 64, patterns: 32, keys: 16 } as const

const patternField = readField('a text (write it in quotes)', parsePattern)
const patternList = v.pipe(v.array(patternField), v.maxLength(most.patterns, `has over ${most.patterns} patterns`))
const onePattern = v.pipe(
  patternField,
  v.transform((pattern) => [pattern]),
)
/** One pattern, or a list of which one has to fit. */
const patternsField = v.optional(
  v.lazy((input): v.GenericSchema<unknown, Pattern[]> => (Array.isArray(input) ? patternList : onePattern) as never),
  () => [],
)

const queryField = v.optional(
  v.pipe(
    v.record(v.string(), patternField, 'is not a list of keys and values (write { key: value })'),
    v.transform((query) => Object.entries(query).map(([key, value]) => ({ key, value }))),
    v.maxLength(most.keys, `has over ${most.keys} keys`),
  ),
  () => ({}),
)

/** One entry of a site's `profiles`, as it is written. */
const profileOptions = v.pipe(
  v.strictObject({
    name: nameField,
    pac: pacField,
    subnets: v.optional(v.array(cidrField, 'is not a list of CIDR blocks'), []),
    host: patternsField,
    userAgent: patternsField,
    query: queryField,
  }),
  v.check(
    ({ subnets, host, userAgent, query }) => [subnets, host, userAgent, query].some(({ length }) => length > 0),
    'has no condition (subnets, host, userAgent or query), so it would be for everyone (make its pac the one of the site)',
  ),
)

/** A site's `profiles`, in the order in which they are tried. */
export const profilesField = v.optional(
  v.pipe(
    v.array(profileOptions, 'is not a list of profiles'),
    v.maxLength(most.profiles, `has over ${most.profiles} profiles, which every request would be compared with`),
  ),
  [],
)
