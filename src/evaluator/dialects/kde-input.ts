import type { PacSource, Visit } from '../world.ts'
import { namedHost, readPlainUrl, readUrl, withoutBrackets, withoutLineEnds } from './plain-url.ts'
import type { Question, Script } from './rules.ts'
import { decodeLatin1 } from './utf8.ts'

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
] as const

/**
 * Reads a PAC as KIO does (src/kpac/downloader.cpp: read, not measured): in the charset of the Content-Type when it is known, else that of
 * the byte order mark, else a byte a character.
 */
export function readScript(pac: PacSource): Script {
  if ('text' in pac) return { text: pac.text }
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(pac.contentType ?? '')?.[1]
  const mark = marks.find((candidate) => candidate.bytes.every((byte, i) => pac.bytes[i] === byte))
  return { text: decodeAs(charset, pac.bytes) ?? decodeAs(mark?.encoding, pac.bytes) ?? decodeLatin1(pac.bytes) }
}

function decodeAs(charset: string | undefined, bytes: Uint8Array): string | undefined {
  try {
    return charset === undefined ? undefined : new TextDecoder(charset).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Reads a URL as KIO hands it to a PAC: without user and password, and https without path and query, not even a slash (Script::evaluate
 * in src/kpac/script.cpp). The host is without brackets. Throws a RangeError on what is not a URL.
 */
export function readVisit(visit: Visit): Question {
  const plain = readPlainUrl(visit.url)
  if (plain !== undefined)
    return { url: plain.scheme === 'https' ? `https://${plain.name}` : visit.url, host: visit.host ?? plain.name }
  const { protocol, host, hostname, hash } = readUrl(visit.url)
  const url = withoutLineEnds(visit.url).replace(/^([^:]+:\/\/)[^/?#]*@/, '$1')
  return { url: protocol === 'https:' ? `https://${host}${hash}` : url, host: namedHost(visit) ?? withoutBrackets(hostname) }
}
