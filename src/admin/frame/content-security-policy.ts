import { importMapHash } from '../modules.ts'

/**
 * The inline scripts that a page of ours may hold, by their hash: `sha256-...`. An import map cannot be a file; nothing else belongs
 * here. The hash is that of the text between the tags, byte for byte.
 */
const scriptHashes: readonly string[] = [importMapHash]

/** What a page may load: this server's own files, and a style element with this request's nonce. */
export function contentSecurityPolicy(nonce: string | undefined): string {
  const styles = nonce === undefined ? '' : ` 'nonce-${nonce}'`
  return (
    `default-src 'none'; script-src 'self'${scriptHashes.map((hash) => ` '${hash}'`).join('')}; style-src 'self'${styles}; ` +
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
  )
}
