import type { Context } from 'hono'
import { type AdminEnv, personOf } from '../frame/env.ts'
import { type Asker, Busy } from './gate.ts'
import { TookTooLong } from './preview.ts'

/** Who asks, and the signal that they went away. */
export function askerOf(c: Context<AdminEnv>): Asker {
  return { who: personOf(c).name, signal: c.req.raw.signal }
}

/** Whether an evaluation was turned away or stopped, rather than broken. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Busy || error instanceof TookTooLong
}
