/** What bytes have to be: these, or these at their start. */
export interface BytePattern {
  readonly bytes: Uint8Array
  readonly isPrefix: boolean
}

// as long as one option can be
const longest = 255

/**
 * Reads a pattern: text, or bytes in hexadecimal as `0x000400140103`; a final `*` stands for anything that follows. Throws a
 * RangeError on one that is empty, holds another asterisk, a character outside ASCII, or over 255 bytes.
 */
export function parseBytePattern(text: string): BytePattern {
  const isPrefix = text.endsWith('*')
  const start = isPrefix ? text.slice(0, -1) : text
  if (text === '') throw new RangeError('is empty (* stands for anything)')
  if (start.includes('*')) throw new RangeError(`"${text}" has an asterisk before its end (only a final one stands for anything)`)
  const bytes = start.startsWith('0x') ? hexBytes(text, start.slice(2)) : asciiBytes(text, start)
  if (bytes.length > longest) throw new RangeError(`is ${bytes.length} bytes long; at most ${longest} fit`)
  return { bytes, isPrefix }
}

/** Whether the bytes are what the pattern says; letter case counts. */
export function fits({ bytes, isPrefix }: BytePattern, value: Uint8Array): boolean {
  return (isPrefix || value.length === bytes.length) && bytes.every((byte, i) => byte === value[i])
}

function hexBytes(text: string, digits: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new RangeError(`"${text}" is not pairs of hexadecimal digits after 0x`)
  return Buffer.from(digits, 'hex')
}

function asciiBytes(text: string, start: string): Uint8Array {
  if (!/^[\x20-\x7e]*$/.test(start)) throw new RangeError(`"${text}" has a character outside ASCII (write the bytes as 0x...)`)
  return Buffer.from(start, 'latin1')
}
