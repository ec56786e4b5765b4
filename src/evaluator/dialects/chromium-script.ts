import type { PacSource } from '../world.ts'
import { charsetOf, decoderName } from './chromium-charset.ts'
import type { Script } from './rules.ts'

const MOST_BYTES = 1_048_576

const marks = [
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
] as const

/**
 * Reads a PAC as Chromium does (net/proxy_resolution/pac_file_fetcher_impl.cc, pac_file_decider.cc): at most 1 MiB; the charset of the
 * Content-Type, else the byte order mark, else windows-1252 (which it calls ISO-8859-1); and nothing is a PAC that does
 * not hold the word FindProxyForURL, be it in a comment.
 */
export function readScript(pac: PacSource): Script {
  const size = 'text' in pac ? pac.text.length : pac.bytes.length
  if (size > MOST_BYTES) return { failed: 'memory', detail: `${size} bytes are over the limit of ${MOST_BYTES}` }
  const text = 'text' in pac ? pac.text : decode(pac.bytes, pac.contentType ?? '')
  if (text === undefined)
    return { failed: 'missing-function', detail: `the charset of "${'text' in pac ? '' : pac.contentType}" is unknown` }
  if (!text.includes('FindProxyForURL'))
    return { failed: 'missing-function', detail: 'the text does not contain FindProxyForURL' }
  return { text }
}

function decode(bytes: Uint8Array, contentType: string): string | undefined {
  const charset = charsetOf(contentType)
  if (charset !== undefined) return decodeAs(decoderName(charset), bytes)
  const mark = marks.find((candidate) => candidate.bytes.every((byte, i) => bytes[i] === byte))
  return mark === undefined ? decodeAs('windows-1252', bytes) : decodeAs(mark.encoding, bytes.subarray(mark.bytes.length))
}

function decodeAs(name: string | undefined, bytes: Uint8Array): string | undefined {
  return name && new TextDecoder(name, { ignoreBOM: true }).decode(bytes)
}
