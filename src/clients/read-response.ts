/** An HTTP response, as far as it matters to a client that wants a PAC. */
export interface HttpAnswer {
  readonly status: number
  readonly reasonPhrase: string
  /** Names in lower case; the first of several. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
  /** The body ended before its length or its last chunk. */
  readonly isCutShort: boolean
  /** Reading stopped there. */
  readonly isTooLarge: boolean
}

const longestHead = 64 * 1024
const longestLine = 1024
const mostInterim = 8
// each is an object of ours, however small
const mostChunks = 65_536

/**
 * Reads one response from what comes by `source` (RFC 9112), its body up to `mostBytes`. Throws when it is not HTTP. Bounded in
 * memory by its arguments; in time by whoever ends the source.
 */
export async function readResponse(source: AsyncIterable<Buffer>, mostBytes: number): Promise<HttpAnswer> {
  const input = openInput(source)
  for (let i = 0; i < mostInterim; i++) {
    const head = readHead(await input.until(/\r?\n\r?\n/, longestHead))
    if (head.status < 100 || head.status > 199) return { ...head, ...(await readBody(head, input, mostBytes)) }
  }
  throw new Error('interim answers without end')
}

type Head = Pick<HttpAnswer, 'status' | 'reasonPhrase' | 'headers'>
type Body = Pick<HttpAnswer, 'body' | 'isCutShort' | 'isTooLarge'>

function readHead(text: string): Head {
  const [first = '', ...lines] = text.split(/\r?\n/)
  const [, status, reasonPhrase = ''] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(first) ?? []
  if (status === undefined) throw new Error(`not an HTTP answer: ${JSON.stringify(first.slice(0, 60))}`)
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [, name, value = ''] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (name !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value)
  }
  return { status: Number(status), reasonPhrase, headers }
}

async function readBody({ status, headers }: Head, input: Input, mostBytes: number): Promise<Body> {
  if (status === 204 || status === 304) return { body: Buffer.alloc(0), isCutShort: false, isTooLarge: false }
  if (/\bchunked$/i.test(headers.get('transfer-encoding') ?? '')) return readChunks(input, mostBytes)
  const length = /^\d+$/.test(headers.get('content-length') ?? '')
    ? Number(headers.get('content-length'))
    : Number.POSITIVE_INFINITY
  const body = await input.take(Math.min(length, mostBytes + 1))
  const isTooLarge = body.length > mostBytes
  return { body, isCutShort: Number.isFinite(length) && !isTooLarge && body.length < length, isTooLarge }
}

async function readChunks(input: Input, mostBytes: number): Promise<Body> {
  const pieces: Buffer[] = []
  let total = 0
  const ended = (isCutShort: boolean) => ({ body: Buffer.concat(pieces), isCutShort, isTooLarge: total > mostBytes })
  while (total <= mostBytes) {
    if (pieces.length === mostChunks) throw new Error(`more than ${mostChunks} chunks`)
    const line = await input.until(/\r?\n/, longestLine)
    const [digits] = /^[0-9a-f]{1,8}/i.exec(line) ?? []
    if (digits === undefined) return ended(true)
    const size = Number.parseInt(digits, 16)
    if (size === 0) return ended(false)
    const piece = await input.take(Math.min(size, mostBytes + 1 - total))
    pieces.push(piece)
    total += piece.length
    if (piece.length < size && total <= mostBytes) return ended(true)
    await input.until(/\r?\n/, longestLine)
  }
  return ended(false)
}

interface Input {
  /** The text before `mark`, which is left out; what there is when the source ends without it. Throws over `most` bytes. */
  until(mark: RegExp, most: number): Promise<string>
  /** So many bytes, or as many as come. */
  take(bytes: number): Promise<Buffer>
}

function openInput(source: AsyncIterable<Buffer>): Input {
  const chunks = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const more = async () => {
    const next = await chunks.next()
    return next.done === true ? undefined : next.value
  }
  const rest = () => {
    const text = held.toString('latin1')
    held = Buffer.alloc(0)
    return text
  }
  return {
    async until(mark, most) {
      // a head may come byte by byte: only where a line has ended since can the mark stand
      for (let from = 0; ; ) {
        const end = held.includes('\n', from) ? mark.exec(held.toString('latin1', 0, most)) : null
        if (end !== null) {
          held = held.subarray(end.index + end[0].length)
          return end.input.slice(0, end.index)
        }
        from = held.length
        if (from > most) throw new Error(`a line or a head of over ${most} bytes`)
        const chunk = await more()
        if (chunk === undefined) return rest()
        held = Buffer.concat([held, chunk])
      }
    },
    async take(bytes) {
      const pieces = [held]
      let total = held.length
      while (total < bytes) {
        const chunk = await more()
        if (chunk === undefined) break
        pieces.push(chunk)
        total += chunk.length
      }
      const all = Buffer.concat(pieces)
      held = all.subarray(bytes)
      return all.subarray(0, bytes)
    },
  }
}
