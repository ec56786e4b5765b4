/** A PAC file's text, and what was odd about its bytes. */
export interface DecodedPac {
  readonly text: string
  readonly warnings: readonly string[]
}

/**
 * Reads the bytes of a PAC file: UTF-8, UTF-16 when a byte order mark says so, else Latin-1 (Chromium's own default).
 * The mark is dropped, since Wine and others trip over it (requirement H2). Never throws.
 */
export function decodePac(bytes: Buffer): DecodedPac {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes, 'utf-16be')
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), warnings: [] }
  } catch {
    const text = bytes.toString('latin1')
    return { text, warnings: [`is not UTF-8 (line ${firstOddLine(text)}); it is read as Latin-1 and served as UTF-8`] }
  }
}

/** The line of the first character outside ASCII, counted from 1; `undefined` when there is none. */
export function firstOddLine(text: string): number | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: every ASCII character, the control characters included
  const at = text.search(/[^\x00-\x7f]/)
  return at === -1 ? undefined : text.slice(0, at).split('\n').length
}

function utf16(bytes: Buffer, encoding: string): DecodedPac {
  return { text: new TextDecoder(encoding).decode(bytes), warnings: ['is UTF-16; it is served as UTF-8'] }
}
