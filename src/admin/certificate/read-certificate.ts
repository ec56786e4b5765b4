import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { parseAddress } from '../../net/address.ts'

/** Where a certificate and its key are: PEM, the certificate first in its file and those that signed it behind. */
export interface CertificateFiles {
  readonly certificate: string
  readonly key: string
}

/** A certificate that a server can use. */
export interface Certificate {
  /** PEM. */
  readonly cert: string
  /** PEM; a secret. */
  readonly key: string
  /** SHA-256, as browsers show it: `AB:CD:...`. */
  readonly fingerprint: string
  /** Milliseconds since 1970. */
  readonly expires: number
  /** The names and addresses that it is for. */
  readonly names: readonly string[]
}

/** Reads a certificate and its key. Throws an error that names the file when one cannot be read, or they do not belong together. */
export async function readCertificate(files: CertificateFiles): Promise<Certificate> {
  const [cert, key] = await Promise.all([readText(files.certificate), readText(files.key)])
  try {
    return certificateOf(cert, key)
  } catch (error) {
    const reason = (error as Error).message
    throw new Error(`${files.certificate} and ${files.key} are no certificate with its key (${reason})`, { cause: error })
  }
}

/** What is in the two PEM texts. Throws when a server could not use them. */
export function certificateOf(cert: string, key: string): Certificate {
  createSecureContext({ cert, key }) // throws when the key is another's
  const x509 = new X509Certificate(cert)
  return {
    cert,
    key,
    fingerprint: x509.fingerprint256,
    expires: Date.parse(x509.validTo),
    names: [...(x509.subjectAltName ?? '').matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name]) => canonical(name!)),
  }
}

// OpenSSL writes IPv6 addresses out, in capitals: 2001:DB8:0:0:0:0:0:10
function canonical(name: string): string {
  return parseAddress(name)?.text ?? name.toLowerCase()
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as Error).message})`, { cause: error })
  }
}
