import * as v from 'valibot'
import { type AuditBounds, usualBounds } from './audit.ts'

/** Where the database is when the configuration does not say. */
export const defaultPath = '/var/lib/wpadd/wpadd.db'

const mostRows = 100_000_000
const mostDays = 3650

/** The `store` section. `off` keeps everything in memory: it is gone when wpadd ends. */
export const storeOptions = v.strictObject({
  path: v.optional(v.string('is not a path')),
  rows: v.optional(count(mostRows)),
  days: v.optional(count(mostDays)),
  addresses: v.optional(v.picklist(['full', 'prefix'], 'is neither full nor prefix')),
  audit: v.optional(v.strictObject({ rows: v.optional(count(mostRows)), days: v.optional(count(mostDays)) })),
  notice: v.optional(v.pipe(v.string('is not a text'), v.trim(), v.maxLength(4000, 'has more than 4000 characters'))),
})

/** Where and how long the pages keep what people and clients did. */
export type StoreOptions = v.InferOutput<typeof storeOptions>

/** How many sightings are kept, how long, and how much of an address. */
export interface Retention {
  readonly rows: number
  readonly days: number
  /** `prefix`: the network alone (/24, /48), and nothing else that tells one client from its neighbours. */
  readonly addresses: 'full' | 'prefix'
  /** What whoever is seen is to be told; empty: nothing. */
  readonly notice: string
}

// about 150 MB on a disk; in memory, which is the demonstration's, a tenth of it
const defaultRows = { onDisk: 1_000_000, inMemory: 100_000 }

/** What the section says of sightings, with its defaults. */
export function retentionOf(options: StoreOptions | undefined): Retention {
  const rows = options === undefined || options.path === ':memory:' ? defaultRows.inMemory : defaultRows.onDisk
  const { days = 90, addresses = 'full', notice = '' } = options ?? {}
  return { rows: options?.rows ?? rows, days, addresses, notice }
}

/** What the section says of the audit log, with its defaults. */
export function auditBoundsOf(options: StoreOptions | undefined): AuditBounds {
  return { rows: options?.audit?.rows ?? usualBounds.rows, days: options?.audit?.days ?? usualBounds.days }
}

function count(most: number) {
  return v.pipe(
    v.number('is not a number'),
    v.integer('is not a whole number'),
    v.minValue(1, 'is less than 1'),
    v.maxValue(most, `is more than ${most}`),
  )
}
