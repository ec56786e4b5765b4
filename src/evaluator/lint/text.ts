import type { PacSource } from '../world.ts'

/** A PAC as it was written: its text without a byte order mark, and what is known of its bytes. */
export interface SourceText {
  readonly text: string
  /** Bytes as UTF-8, or as they came. */
  readonly size: number
  readonly hasBom: boolean
  /** Whether its bytes, where there are any, are UTF-8. */
  readonly isUtf8: boolean
}

const boms: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** Reads a PAC for people to look at: UTF-8, or Latin-1 where it is none. */
export function readSource(source: PacSource): SourceText {
  if ('bytes' in source) return readBytes(source.bytes)
  const hasBom = source.text.startsWith('\ufeff')
  const text = hasBom ? source.text.slice(1) : source.text
  return { text, size: new TextEncoder().encode(source.text).length, hasBom, isUtf8: true }
}

function readBytes(bytes: Uint8Array): SourceText {
  const size = bytes.length
  const bom = boms.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))
  if (bom !== undefined) return { text: new TextDecoder(bom[0]).decode(bytes), size, hasBom: true, isUtf8: bom[0] === 'utf-8' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), size, hasBom: false, isUtf8: true }
  } catch {
    return { text: new TextDecoder('latin1').decode(bytes), size, hasBom: false, isUtf8: false }
  }
}

/** Turns offsets into lines and columns, both from 1. */
export function lineCounter(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0]
  for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(index + end.length)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}
