import type { PacSource, Visit } from '../world.ts'
import { namedHost, readPlainUrl, readUrl, withoutLineEnds } from './plain-url.ts'
import type { Question, Script } from './rules.ts'

const MOST_BYTES = 1_048_576

/**
 * Reads a PAC as Windows does: at most 1 MiB, in the system's code page (Wine dlls/jsproxy/main.c, MultiByteToWideChar with CP_ACP), here
 * that of western Europe. Its own functions stand before the script and are compiled with it, so that "use strict" is not what
 * comes first; the semicolon does the same.
 */
export function readScript(pac: PacSource): Script {
  const size = 'text' in pac ? pac.text.length : pac.bytes.length
  if (size > MOST_BYTES) return { failed: 'memory', detail: `${size} bytes are over the limit of ${MOST_BYTES}` }
  return { text: `;${'text' in pac ? pac.text : new TextDecoder('windows-1252').decode(pac.bytes)}`, ahead: 1 }
}

/**
 * Reads a URL as Windows hands it to a PAC: as it came, with path and query for every scheme. The host is that of WinHttpCrackUrl,
 * with brackets (Wine dlls/winhttp/session.c). Nothing is bypassed here: what is, is the caller's list. Throws a RangeError on what is
 * not a URL.
 */
export function readVisit(visit: Visit): Question {
  const { url } = visit
  const plain = readPlainUrl(url)
  if (plain !== undefined) return { url, host: visit.host ?? plain.name }
  const { hostname } = readUrl(url)
  return { url: withoutLineEnds(url), host: namedHost(visit) ?? hostname }
}
