import type { Visit } from '../world.ts'
import { formatGUri, parseGUri } from './g-uri.ts'
import { namedHost, notAUrl, readPlainUrl, withoutLineEnds } from './plain-url.ts'
import type { Question } from './rules.ts'

/**
 * Reads a URL as libproxy hands it to a PAC: as GLib reads and writes it again, with everything that it holds, and the host without
 * brackets (px-manager.c, pacrunner-duktape.c). Nothing is bypassed but what a desktop's settings name, and what GLib cannot read.
 * Throws a RangeError on what is not a URL.
 */
export function readVisit(visit: Visit): Question {
  const { url } = visit
  const plain = url.includes('%') ? undefined : readPlainUrl(url)
  if (plain !== undefined) return { url, host: visit.host ?? plain.name }
  const uri = parseGUri(url)
  if (uri === undefined && URL.canParse(url)) return { bypassed: 'libproxy cannot read this URL' }
  if (uri === undefined || uri.host === '') throw notAUrl(url)
  return { url: withoutLineEnds(formatGUri(uri)), host: namedHost(visit) ?? uri.host }
}
