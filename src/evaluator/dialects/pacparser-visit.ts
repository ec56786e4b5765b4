import type { Visit } from '../world.ts'
import { holdsLineEnd, namedHost, notAUrl, readPlainUrl } from './plain-url.ts'
import type { Question } from './rules.ts'

/**
 * Reads a URL as pacparser's own tester does (src/pactester.c, get_host_from_url): it is handed over as it came, and the host is what
 * stands between `://` and the next slash or colon, so that a user or a bracketed address is cut short. Nothing is bypassed.
 * Throws a RangeError on what is not a URL.
 */
export function readVisit(visit: Visit): Question {
  const { url } = visit
  const plain = readPlainUrl(url)
  if (plain !== undefined) return { url, host: visit.host ?? plain.name }
  const [, name] = /^[^:]*:\/\/([^/:]+)/.exec(url) ?? []
  if (name === undefined || holdsLineEnd(url)) throw notAUrl(url)
  return { url, host: namedHost(visit) ?? name }
}
