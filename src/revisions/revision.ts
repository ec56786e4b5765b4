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
}
