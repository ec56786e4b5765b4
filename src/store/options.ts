import * as v from 'valibot'

/** Where the database is when the configuration does not say. */
export const defaultPath = '/var/lib/wpadd/wpadd.db'

/** The `store` section. `off` keeps everything in memory: it is gone when wpadd ends. */
export const storeOptions = v.strictObject({
  path: v.optional(v.string('is not a path')),
})

/** Where and how long the pages keep what people and clients did. */
export type StoreOptions = v.InferOutput<typeof storeOptions>
