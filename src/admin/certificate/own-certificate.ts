import { mkdir, rename, writeFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { parseAddress } from '../../net/address.ts'
import type { AdminOptions } from '../options.ts'
import { type Certificate, certificateOf, readCertificate } from './read-certificate.ts'

const day = 24 * 3600_000
// what Apple's systems take from an authority that a person trusts (support.apple.com/103769)
const lifetime = 825 * day
const renewal = 30 * day

/**
 * The certificate that wpadd makes for itself: an ECDSA key on P-256, signed by itself, for the names and addresses of the page. It is
 * kept in `folder` (the key for its owner alone) and used again until a month before its end, or until a name of the configuration is
 * missing in it. Without a folder it is kept in memory. Throws when the folder cannot be written.
 */
export async function ownCertificate(folder: string | undefined, options: AdminOptions, now: number): Promise<Certificate> {
  if (folder === undefined) return makeCertificate(namesOf(options), now)
  const files = { certificate: join(folder, 'admin.crt'), key: join(folder, 'admin.key') }
  const kept = await readCertificate(files).catch(() => undefined)
  if (kept && kept.expires > now + renewal && wanted(options).every((name) => kept.names.includes(name))) return kept
  const made = await makeCertificate(namesOf(options), now)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeNew(files.key, made.key, 0o600)
  await writeNew(files.certificate, made.cert, 0o644)
  return made
}

async function makeCertificate(names: readonly string[], now: number): Promise<Certificate> {
  // loaded when it is needed: most have a certificate, or listen on loopback
  const { generate } = await import('selfsigned')
  const altNames = names.map((name) =>
    parseAddress(name) === undefined ? ({ type: 2, value: name } as const) : ({ type: 7, ip: name } as const),
  )
  const made = await generate([{ name: 'commonName', value: 'wpadd' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - day), // a clock of a client may be behind
    notAfterDate: new Date(now + lifetime),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  return certificateOf(made.cert, made.private)
}

// what the configuration says by name; the addresses behind a wildcard come and go
function wanted({ listen, names = [] }: AdminOptions): string[] {
  return [...names, ...listen.map(({ address }) => address).filter((address) => !isWildcard(address))]
}

function namesOf(options: AdminOptions): string[] {
  const wildcard = options.listen.some(({ address }) => isWildcard(address))
  const own = wildcard ? Object.values(networkInterfaces()).flatMap((each) => each ?? []) : []
  const host = hostname().toLowerCase()
  return [
    ...new Set([
      ...wanted(options),
      ...own.filter(({ scopeid }) => !scopeid).map(({ address }) => address),
      ...(/^[a-z0-9.-]+$/.test(host) ? [host] : []),
      'localhost',
      '127.0.0.1',
      '::1',
    ]),
  ]
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::'
}

// written beside it and renamed: whoever reads it has the old one or the new one
async function writeNew(file: string, text: string, mode: number): Promise<void> {
  await writeFile(`${file}.new`, text, { mode })
  await rename(`${file}.new`, file)
}
