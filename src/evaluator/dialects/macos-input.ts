import type { PacSource, Visit } from '../world.ts'
import { namedHost, readPlainUrl, readUrl, withoutBrackets, withoutLineEnds } from './plain-url.ts'
import type { Question, Script } from './rules.ts'
import { decodeUtf8 } from './utf8.ts'

/**
 * Reads a PAC as CFNetwork does (ProxySupport.c): as UTF-8 or not at all. Its own functions stand before the script and are compiled with
 * it, so that "use strict" is not what comes first; the semicolon does the same.
 */
export function readScript(pac: PacSource): Script {
  const text = 'text' in pac ? pac.text : decodeUtf8(pac.bytes)
  return text === undefined ? { failed: 'syntax', detail: 'the text is not UTF-8' } : { text: `;${text}`, ahead: 1 }
}

/**
 * Reads a URL as CFNetwork hands it to a PAC: as it came, but https without path and query (since OS X 10.11.5, CVE-2016-1801). The host
 * is without brackets. Nothing is bypassed: with a PAC, the list of exceptions is not looked at. Throws a RangeError on what is not a URL.
 */
export function readVisit(visit: Visit): Question {
  const plain = readPlainUrl(visit.url)
  if (plain?.scheme === 'http') return { url: visit.url, host: visit.host ?? plain.name }
  const { protocol, host, hostname } = readUrl(visit.url)
  const url = protocol === 'https:' ? `https://${host}/` : withoutLineEnds(visit.url)
  return { url, host: namedHost(visit) ?? withoutBrackets(hostname) }
}
