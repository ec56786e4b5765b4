/** A frame that tcpdump saw, and when, in nanoseconds within its second. */
export interface Frame {
  readonly seconds: number
  readonly nanoseconds: number
  readonly bytes: Buffer
}

const magic = 0xa1b23c4d
const fileHeader = 24
const frameHeader = 16

/** Reads a capture that `tcpdump --time-stamp-precision=nano -w` wrote on a little-endian machine. A frame cut short ends it. */
export function readFrames(capture: Buffer): Frame[] {
  if (capture.length < fileHeader || capture.readUInt32LE(0) !== magic) throw new Error('not a capture with nanoseconds')
  const frames: Frame[] = []
  for (let at = fileHeader; at + frameHeader <= capture.length; ) {
    const from = at + frameHeader
    const to = from + capture.readUInt32LE(at + 8)
    if (to > capture.length) break
    frames.push({
      seconds: capture.readUInt32LE(at),
      nanoseconds: capture.readUInt32LE(at + 4),
      bytes: capture.subarray(from, to),
    })
    at = to
  }
  return frames
}

/** What an IPv4 UDP datagram carries in an Ethernet frame; anything else, a fragment included, is `undefined`. */
export function udpPayload(frame: Buffer): Buffer | undefined {
  if (frame.length < 42 || frame.readUInt16BE(12) !== 0x0800 || frame[23] !== 17) return undefined
  if ((frame.readUInt16BE(20) & 0x3fff) !== 0) return undefined
  return frame.subarray(14 + (frame[14]! & 15) * 4 + 8)
}
