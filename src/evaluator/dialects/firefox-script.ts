import type { PacSource } from '../world.ts'
import type { Script } from './rules.ts'
import { decodeLatin1, decodeUtf8 } from './utf8.ts'

/**
 * Reads a PAC as Firefox does (ProxyAutoConfig.cpp): as UTF-8 when it is that, else a byte a character; the Content-Type is not
 * looked at. Its own functions stand before the script and are compiled with it, so that neither "use strict" nor `#!` is what
 * comes first; the semicolon does the same.
 */
export function readScript(pac: PacSource): Script {
  return { text: `;${'text' in pac ? pac.text : (decodeUtf8(pac.bytes) ?? decodeLatin1(pac.bytes))}`, ahead: 1 }
}
