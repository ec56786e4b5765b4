const prefixLength = 2

/** Cuts a TCP stream into DNS messages, each led by its length in two bytes (RFC 1035, section 4.2.2; RFC 7766, section 8). */
export interface Frames {
  /** Takes what arrived. Keeps at most one unfinished message, 65,537 bytes, beside the chunk itself. */
  push(chunk: Buffer): void
  /** The next whole message, `undefined` while there is none. Valid until the next `push`. */
  next(): Buffer | undefined
}

/** A stream's frames, from its first byte on. */
export function openFrames(): Frames {
  let pieces: Buffer[] = []
  let held = 0
  return {
    push(chunk) {
      pieces.push(chunk)
      held += chunk.length
      // a stream that comes byte by byte would otherwise hold an object for each
      if (pieces.length > 64) pieces = [Buffer.concat(pieces)]
    },
    next() {
      if (held < prefixLength) return undefined
      if (pieces[0]!.length < prefixLength) pieces = [Buffer.concat(pieces)]
      const end = prefixLength + pieces[0]!.readUInt16BE(0)
      if (held < end) return undefined
      const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
      pieces = whole.length > end ? [whole.subarray(end)] : []
      held = whole.length - end
      return whole.subarray(prefixLength, end)
    },
  }
}

/** A message with its length before it. */
export function frame(message: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(prefixLength + message.length)
  framed.writeUInt16BE(message.length)
  framed.set(message, prefixLength)
  return framed
}
