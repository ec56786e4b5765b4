import { makeRevision, type Revision } from './revision.ts'

/**
 * What a site with `pac: none` serves: every client goes DIRECT. Its text never changes, so its date is fixed, and a client's
 * copy outlives a restart of ours.
 */
export const directPac: Revision = makeRevision('function FindProxyForURL(url, host) {\n  return "DIRECT";\n}\n', {
  lastModified: new Date('2026-01-01T00:00:00Z'),
  file: undefined,
})
