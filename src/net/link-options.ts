import * as v from 'valibot'
import { allowField } from './fields.ts'

/** Options that every responder on a link has: LLMNR, mDNS and NetBIOS. */
export function linkOptions(port: number, ttl: number) {
  return v.strictObject({
    /** Names of network interfaces; left out, every one but loopback. */
    interfaces: v.optional(v.pipe(v.array(v.string('is not a name')), v.minLength(1, 'is empty (left out, it is every one)'))),
    /** 0 lets the system choose, which only a test can use. */
    port: v.optional(wholeNumber('is not a port', 0, 65_535), port),
    /** Seconds that a client keeps an answer. */
    ttl: v.optional(wholeNumber('is not a whole number of seconds from 1 to 86400', 1, 86_400), ttl),
    /** What to do where another host answers to the name: the protocols ask for silence. */
    whenTaken: v.optional(v.picklist(['silence', 'answer'], 'is not silence or answer'), 'silence'),
    allow: allowField,
  })
}

export type LinkOptions = v.InferOutput<ReturnType<typeof linkOptions>>

function wholeNumber(message: string, least: number, most: number) {
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
}
