import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Acceptance, ByteOrderMark, Coding } from './fetch.ts'
import { missed, type Outcome } from './outcome.ts'
import type { HttpAnswer } from './read-response.ts'

const pacType = 'application/x-ns-proxy-autoconfig'
/** What we read of a file when the client is known to have no limit. */
export const mostBytesRead = 8 * 1024 * 1024

/** What a client makes of an answer that is no redirect it follows. */
export function judge(accepts: Acceptance, url: string, answer: HttpAnswer): Outcome {
  const refused = refusedHead(accepts, url, answer)
  if (refused !== undefined) return refused
  const most = accepts.mostBytes ?? mostBytesRead
  const plain = decode(accepts, answer, most)
  if (plain === 'too large' || answer.isTooLarge || (typeof plain !== 'string' && plain.length > most))
    return missed('nothing', 'too large', `${described(answer)}: over ${most} bytes`)
  if (plain === 'unreadable')
    return missed('unusable', 'coding', `${described(answer)}: ${answer.headers.get('content-encoding')}, which it cannot undo`)
  const mark = byteOrderMark(plain)
  if (mark !== undefined && !accepts.byteOrderMarks.includes(mark))
    return missed('unusable', 'byte order mark', `${described(answer)}: starts with a ${mark.toUpperCase()} byte order mark`)
  return judgeText(accepts, url, answer, textOf(plain, mark), plain.length)
}

function refusedHead(accepts: Acceptance, url: string, answer: HttpAnswer): Outcome | undefined {
  const { status, reasonPhrase } = answer
  if (status >= 300 && status < 400 && answer.headers.has('location') && accepts.statuses !== 'any')
    return missed('nothing', 'redirect', `${statusLine(answer)} to ${answer.headers.get('location')}, not followed`)
  const isTaken = accepts.statuses === 'any' || (accepts.statuses === '2xx' ? status >= 200 && status < 300 : status === 200)
  if (!isTaken) return missed('nothing', 'status', statusLine(answer))
  if (accepts.reasonPhrase && reasonPhrase === '') return missed('nothing', 'unreadable', `${status} without a reason phrase`)
  if (answer.isCutShort && !accepts.shortBody)
    return missed('failed', 'cut short', `${statusLine(answer)}, cut short after ${answer.body.length} bytes`)
  if (accepts.type === 'PAC type or extension' && !hasPacType(answer) && !/\.(dat|js|pac|jvs)$/i.test(pathOf(url)))
    return missed('nothing', 'type', `${described(answer)}: neither the media type of a PAC nor a path that ends like one`)
  return undefined
}

function judgeText(accepts: Acceptance, url: string, answer: HttpAnswer, text: string, bytes: number): Outcome {
  const isHtml = /^\s*<(!doctype|html|head|body|script|\?xml)/i.test(text)
  if (!text.includes('FindProxyForURL')) {
    const end = accepts.withoutScript === 'looks further' ? 'nothing' : 'unusable'
    return missed(
      end,
      isHtml ? 'HTML' : 'no script',
      `${described(answer)}: ${isHtml ? 'a web page' : 'no FindProxyForURL in it'}`,
    )
  }
  if (isHtml) return missed('unusable', 'HTML', `${described(answer)}: a web page around the script`)
  const contentType = answer.headers.get('content-type') ?? ''
  return { end: 'found', says: described(answer), values: [url], pac: { url, bytes, contentType } }
}

function decode({ codings }: Acceptance, { headers, body }: HttpAnswer, most: number): Buffer | 'too large' | 'unreadable' {
  const name = (headers.get('content-encoding') ?? 'identity').toLowerCase().replace(/^x-/, '')
  const undo = Object.hasOwn(decoders, name) ? decoders[name as Coding] : undefined
  // a coding that nobody knows is taken for none (measured of Chromium, Firefox and libproxy)
  if (undo === undefined) return body
  if (!codings.includes(name as Coding)) return 'unreadable'
  try {
    return undo(body, { maxOutputLength: most })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : 'unreadable'
  }
}

const decoders: Readonly<Record<Coding, (body: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

function byteOrderMark(bytes: Buffer): ByteOrderMark | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return isUtf16 ? 'utf-16' : undefined
}

function textOf(bytes: Buffer, mark: ByteOrderMark | undefined): string {
  if (mark !== 'utf-16') return bytes.toString('latin1')
  const even = bytes.subarray(0, bytes.length & ~1)
  return (bytes[0] === 0xfe ? Buffer.from(even).swap16() : even).toString('utf16le')
}

function hasPacType({ headers }: HttpAnswer): boolean {
  return (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase() === pacType
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? ''
}

function statusLine({ status, reasonPhrase }: HttpAnswer): string {
  return `${status} ${reasonPhrase}`.trim()
}

function described(answer: HttpAnswer): string {
  return `${statusLine(answer)}, ${answer.body.length} bytes, ${answer.headers.get('content-type') ?? 'no type'}`
}
