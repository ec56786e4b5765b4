import { createHash } from 'node:crypto'

/** One immutable PAC text, as it is served. */
export interface Revision {
  /** The first 16 hexadecimal digits of the body's SHA-256. */
  readonly id: string
  /** The body: no BOM, under 1 MiB, contains `FindProxyForURL`. */
  readonly body: Buffer
  /** `application/x-ns-proxy-autoconfig`, with `; charset=utf-8` only when the body is not pure ASCII (requirement H2). */
  readonly contentType: string
  /** When this text was first published by this process, or the file's own date; whole seconds. */
  readonly lastModified: Date
  /** The file that it was read from; `undefined` for the built-in DIRECT PAC of `pac: none`. */
  readonly file: string | undefined
  /** What an administrator should know about this text although it is served; none: nothing. */
  readonly warnings?: readonly string[]
}

/** Makes the revision of a text: its id, its bytes and its Content-Type. */
export function makeRevision(
  text: string,
  about: { lastModified: Date; file: string | undefined; warnings?: readonly string[] },
): Revision {
  const body = Buffer.from(text, 'utf8')
  const ascii = body.length === text.length
  return {
    id: createHash('sha256').update(body).digest('hex').slice(0, 16),
    body,
    contentType: `application/x-ns-proxy-autoconfig${ascii ? '' : '; charset=utf-8'}`,
    ...about,
    lastModified: new Date(Math.floor(about.lastModified.getTime() / 1000) * 1000),
  }
}
