// Reads visits out of lines of text: URLs, or a Squid access log. The browser, the server and the command line read them by this one file.

/**
 * What a line holds: a visit, nothing (an empty line, a comment), or text that is neither.
 * @typedef {{ url: string, hits: number } | 'nothing' | 'malformed'} Line
 */

/**
 * What was read: each different visit with the number of its hits, and what could not be read.
 * @typedef {{ visits: Map<string, number>, lines: number, hits: number, malformed: number,
 *   samples: { line: number, text: string }[], beyond: number }} Reading
 */

const longestLine = 16_384
const longestUrl = 8192
const mostSamples = 5
const longestSample = 160

// https://wiki.squid-cache.org/Features/LogFormat: `squid` (time elapsed client result/status bytes method URL ...)
const squid = /^\d{9,11}(?:\.\d{1,6})?\s+-?\d{1,12}\s+\S{1,255}\s+\w{1,64}\/\d{3}\s+-?\d{1,15}\s+(\S{1,32})\s+(\S+)/
// `common` and `combined`: client ident user [time] "method URL HTTP/version" ...
const common = /^\S{1,255} [^[]{1,512}\[[^\]]{1,64}\] "(\S{1,32}) (\S+)[^"]{0,32}"/
// what `sort | uniq -c` writes
const counted = /^(\d{1,12})\s+(\S+)$/

/**
 * Reads one line.
 * @param {string} text
 * @returns {Line}
 */
export function readVisitLine(text) {
  if (text.length > longestLine) return 'malformed'
  const line = text.trim()
  if (line === '' || line.startsWith('#')) return 'nothing'
  const logged = squid.exec(line) ?? common.exec(line)
  if (logged !== null) return visit(logged[1] === 'CONNECT' ? tunnel(logged[2] ?? '') : (logged[2] ?? ''), 1)
  const [, number, url] = counted.exec(line) ?? [undefined, '1', line]
  return visit(url ?? '', Number(number))
}

/**
 * @param {string} url
 * @param {number} hits
 * @returns {Line}
 */
function visit(url, hits) {
  if (url.length > longestUrl || hits < 1 || !/^(https?|wss?|ftp):\/\/[^\s/?#]/i.test(url)) return 'malformed'
  return URL.canParse(url) ? { url, hits } : 'malformed'
}

// A tunnel is what a client asks of a proxy for https; the PAC was asked about the URL, without its usual port.
/** @param {string} authority */
function tunnel(authority) {
  return `https://${authority.replace(/:443$/, '')}/`
}

/**
 * Starts reading: `push` takes text in portions of any size, `end` what is left of it; `reading` is what is known so far. At most `most`
 * different visits are kept, and of an endless line no more than its beginning.
 * @param {number} most
 */
export function openVisitLines(most) {
  /** @type {Reading} */
  const reading = { visits: new Map(), lines: 0, hits: 0, malformed: 0, samples: [], beyond: 0 }
  let rest = ''

  /** @param {string} text */
  function take(text) {
    reading.lines++
    const line = readVisitLine(text)
    if (line === 'nothing') return
    if (line === 'malformed') return malformed(text)
    const known = reading.visits.get(line.url)
    if (known === undefined && reading.visits.size >= most) {
      reading.beyond++
      return
    }
    reading.visits.set(line.url, (known ?? 0) + line.hits)
    reading.hits += line.hits
  }

  /** @param {string} text */
  function malformed(text) {
    reading.malformed++
    if (reading.samples.length >= mostSamples) return
    const shown = text.slice(0, longestSample).replace(/[^\P{C}\t]/gu, '\ufffd')
    reading.samples.push({ line: reading.lines, text: text.length > longestSample ? `${shown}…` : shown })
  }

  return {
    reading,
    /** @param {string} text */
    push(text) {
      let from = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        take(rest + text.slice(from, end))
        rest = ''
        from = end + 1
      }
      // beyond its longest, a line is malformed whatever follows
      if (rest.length <= longestLine) rest += text.slice(from, from + longestLine + 1)
    },
    end() {
      if (rest !== '') take(rest)
      rest = ''
    },
  }
}
