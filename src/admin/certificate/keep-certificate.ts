import { dirname } from 'node:path'
import { watchPacs } from '../../revisions/watch-pacs.ts'
import { defaultPath } from '../../store/options.ts'
import type { PagesOptions } from '../options.ts'
import { ownCertificate } from './own-certificate.ts'
import { type Certificate, readCertificate } from './read-certificate.ts'

/** The certificate of the page, kept fresh. */
export interface KeptCertificate extends AsyncDisposable {
  readonly current: Certificate
  /** Whether wpadd made it: then browsers warn, and people compare the fingerprint. */
  readonly isOwn: boolean
  /** Calls `use` with each one that takes the place of the current one. */
  follow(use: (certificate: Certificate) => void): void
  /** Reads it again. One that is bad is told of, and the last good one stays. */
  reload(): Promise<void>
}

/** Says something to whoever reads the log. */
export type Tell = (level: 'info' | 'warn', text: string) => void

const day = 24 * 3600_000

/**
 * Opens the certificate that the configuration names, or one of our own beside the database; in memory where the database is
 * (`isInMemory`). Given files are read again when they change, and our own is made anew before it ends. Throws when the first is bad.
 */
export async function keepCertificate(options: PagesOptions, isInMemory: boolean, tell: Tell): Promise<KeptCertificate> {
  const { tls, store } = options
  const folder = isInMemory ? undefined : dirname(store?.path ?? defaultPath)
  const read = () => (tls === undefined ? ownCertificate(folder, options, Date.now()) : readCertificate(tls))
  const users: ((certificate: Certificate) => void)[] = []
  let current = await read()
  const reload = async () => {
    try {
      const next = await read()
      if (next.fingerprint === current.fingerprint && next.key === current.key) return
      current = next
      for (const use of users) use(next)
      tell('info', `the page has another certificate: ${describeCertificate(next)}`)
    } catch (error) {
      tell('warn', `certificate refused, the last good one stays: ${(error as Error).message}`)
    }
  }
  const watch = watchPacs(tls === undefined ? [] : [tls.certificate, tls.key], () => void reload())
  const daily = setInterval(() => void reload(), day)
  daily.unref()
  return {
    get current() {
      return current
    },
    isOwn: tls === undefined,
    follow: (use) => void users.push(use),
    reload,
    async [Symbol.asyncDispose]() {
      clearInterval(daily)
      await watch[Symbol.asyncDispose]()
    },
  }
}

/** A line for the log: the fingerprint, and until when. */
export function describeCertificate({ fingerprint, expires }: Certificate): string {
  return `SHA-256 ${fingerprint}, until ${new Date(expires).toISOString().slice(0, 10)}`
}
