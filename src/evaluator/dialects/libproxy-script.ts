import type { PacSource } from '../world.ts'
import type { Script } from './rules.ts'

/** Reads a PAC as libproxy does: duktape takes UTF-8 and refuses whatever is not, even in a comment. */
export function readScript(pac: PacSource): Script {
  if ('text' in pac) return { text: pac.text }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(pac.bytes) }
  } catch {
    return { failed: 'syntax', detail: 'the text is not UTF-8' }
  }
}
