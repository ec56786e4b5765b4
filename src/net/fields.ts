import * as v from 'valibot'
import { parseAddress } from './address.ts'
import { parseCidr } from './cidr.ts'
import { parseDomain } from './domain.ts'
import { parseEndpoint } from './endpoint.ts'

/** A field of text that `read` turns into a value; what `read` throws becomes the field's error. */
export function readField<T>(expected: string, read: (text: string) => T) {
  return v.pipe(
    v.string(`is not ${expected}`),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      try {
        return read(dataset.value)
      } catch (error) {
        addIssue({ message: (error as Error).message })
        return NEVER
      }
    }),
  )
}

/** `192.0.2.1:53` or `[::]:53`. */
export const endpointField = readField('an address and port in quotes', parseEndpoint)
/** `192.0.2.0/24`. */
export const cidrField = readField('a CIDR block', parseCidr)
/** `branch.example.com`. */
export const domainField = readField('a domain name', parseDomain)
/** `192.0.2.10` or `2001:db8::10`. */
export const addressField = readField('an IP address', (text) => {
  const address = parseAddress(text)
  if (address === undefined) throw new RangeError(`"${text}" is not an IP address`)
  return address
})
/** Networks that may use a listener; empty: everyone. */
export const allowField = v.optional(v.array(cidrField), [])

const off = v.pipe(
  v.literal('off'),
  v.transform(() => undefined),
)

/** `off`, which is `undefined`, or a section's options; `on` is a section that says nothing. */
export function sectionOrOff<T extends v.GenericSchema>(options: T) {
  type Section = v.GenericSchema<unknown, v.InferOutput<T> | undefined>
  const on: Section = v.pipe(
    v.unknown(),
    v.transform((): unknown => ({})),
    options,
  )
  return v.lazy((input): Section => (input === 'off' ? off : input === 'on' ? on : (options as v.GenericSchema as Section)))
}
