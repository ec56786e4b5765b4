import { STATUS_CODES } from 'node:http'

/** One request, as far as the answer depends on it. Header values are as sent, without the white space around them. */
export interface HttpRequest {
  readonly method: string
  readonly target: string
  /** The Host field, whatever stands in it; `undefined` when there is none. */
  readonly host: string | undefined
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
  readonly userAgent: string | undefined
  /** X-Forwarded-For, which counts only when a trusted proxy sends it. */
  readonly forwardedFor: string | undefined
}

/** A request read by `readHead`, and whether the client wants the connection kept. */
export interface WholeRequest extends HttpRequest {
  readonly method: 'GET' | 'HEAD'
  readonly keepAlive: boolean
}

/** An answer; immutable, and one object for as long as it is the same, so that its bytes are made once. */
export interface HttpReply {
  readonly outcome: string
  readonly status: number
  /** Without Date and Connection, which are of the moment and of the connection. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Longest head of a request, in bytes; a longer one is answered 431. */
export const longestHead = 8192

// RFC 9112, section 3 and 5: one line each, ended by CR LF, no folding. NULs after the target are what a client sends
// that takes option 252's terminator for a part of the URL (nmap)
const wholeHead = /^(GET|HEAD) ([!-~]+)\0* HTTP\/1\.([01])\r\n((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)*)\r\n$/

/**
 * Reads a chunk that is exactly one whole GET or HEAD without a body. `undefined` is not an error: it means that this is not such a
 * chunk, or that something in it (a body, an upgrade, a field twice) wants a real HTTP parser. Never throws.
 */
export function readHead(chunk: Buffer): WholeRequest | undefined {
  if (chunk.length > longestHead) return undefined
  const [, method, target, minor, lines] = wholeHead.exec(chunk.toString('latin1')) ?? []
  if (method === undefined || target === undefined || lines === undefined) return undefined
  const fields = readFields(lines)
  if (fields === undefined) return undefined
  const connection = fields.connection?.toLowerCase()
  if (connection !== undefined && connection !== 'close' && connection !== 'keep-alive') return undefined
  const keepAlive = connection === undefined ? minor === '1' : connection === 'keep-alive'
  return { method: method as 'GET' | 'HEAD', target, keepAlive, ...fields }
}

interface Fields {
  host: string | undefined
  connection: string | undefined
  ifNoneMatch: string | undefined
  ifModifiedSince: string | undefined
  userAgent: string | undefined
  forwardedFor: string | undefined
}

const fieldNames: Readonly<Record<string, keyof Fields>> = {
  host: 'host',
  connection: 'connection',
  'if-none-match': 'ifNoneMatch',
  'if-modified-since': 'ifModifiedSince',
  'user-agent': 'userAgent',
  'x-forwarded-for': 'forwardedFor',
}
// what changes how the bytes after the head are read, or what is answered before it
const forParser: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'expect', 'upgrade'])

function readFields(lines: string): Fields | undefined {
  const fields: Fields = {
    host: undefined,
    connection: undefined,
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    userAgent: undefined,
    forwardedFor: undefined,
  }
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf('\r\n', start)
    const colon = lines.indexOf(':', start)
    const name = lines.slice(start, colon).toLowerCase()
    if (forParser.has(name)) return undefined
    const field = fieldNames[name]
    if (field !== undefined) {
      if (fields[field] !== undefined) return undefined
      fields[field] = lines.slice(colon + 1, end).trim()
    }
    start = end + 2
  }
  return fields
}

interface Ready {
  readonly second: number
  readonly bytes: Buffer
}

const ready = new WeakMap<HttpReply, (Ready | undefined)[]>()

/**
 * The bytes of an answer at `now` (milliseconds since 1970). They are made once a second at most, for the Date field, and are given
 * to every client that asks within it: nobody may change them.
 */
export function encodeReply(reply: HttpReply, how: { headOnly: boolean; keepAlive: boolean }, now: number): Buffer {
  const variants = ready.get(reply) ?? newVariants(reply)
  const variant = (how.headOnly ? 2 : 0) + (how.keepAlive ? 1 : 0)
  const second = Math.floor(now / 1000)
  const made = variants[variant]
  if (made?.second === second) return made.bytes
  const bytes = encode(reply, how, second)
  variants[variant] = { second, bytes }
  return bytes
}

function newVariants(reply: HttpReply): (Ready | undefined)[] {
  const variants: (Ready | undefined)[] = [undefined, undefined, undefined, undefined]
  ready.set(reply, variants)
  return variants
}

// requirement H7: always with a reason phrase, which Wine needs
function encode(reply: HttpReply, { headOnly, keepAlive }: { headOnly: boolean; keepAlive: boolean }, second: number): Buffer {
  const head = [
    `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status]}`,
    `Date: ${new Date(second * 1000).toUTCString()}`,
    ...Object.entries(reply.headers).map(([name, value]) => `${name}: ${value}`),
    `Connection: ${keepAlive ? 'keep-alive' : 'close'}`,
  ]
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1')
  return headOnly ? bytes : Buffer.concat([bytes, reply.body])
}
