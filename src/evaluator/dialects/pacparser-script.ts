import type { PacSource } from '../world.ts'
import type { Script } from './rules.ts'

/**
 * Reads a PAC as pacparser does (pacparser.c): a C string, which a NUL ends, in UTF-8. A byte that is none is kept as a lone surrogate
 * (U+DC00 and the byte), since QuickJS takes it in a comment and refuses it elsewhere: languages.ts looks where it stands.
 */
export function readScript(pac: PacSource): Script {
  const [text = ''] = ('text' in pac ? pac.text : decode(pac.bytes)).split('\0')
  return { text }
}

function decode(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return decoder.decode(bytes)
  } catch {
    return decodeCarefully(bytes, decoder)
  }
}

function decodeCarefully(bytes: Uint8Array, decoder: TextDecoder): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number
    const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    const character = byte < 0x80 ? String.fromCharCode(byte) : tryDecode(bytes.subarray(at, at + length), decoder)
    text += character ?? String.fromCharCode(0xdc00 + byte)
    at += character === undefined ? 1 : length
  }
  return text
}

function tryDecode(bytes: Uint8Array, decoder: TextDecoder): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
