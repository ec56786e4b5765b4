const PAGE = 4096

/** What the memory of a WebAssembly instance held at one moment: everything that it had written, without the stack between. */
export interface MemoryImage {
  readonly low: Uint8Array
  readonly high: Uint8Array
  readonly highAt: number
}

/**
 * Copies the memory. The engine has neither snapshots nor bytecode to reuse, but all that a JavaScript heap is lies in this
 * memory: an image put back is the same heap again, at a tenth of the cost of a new context, and whatever a script did is gone.
 * It may only be taken and put back while no call into the instance is on the stack. `first` is an earlier image of this memory:
 * it says where the stack is.
 */
export function takeImage(memory: WebAssembly.Memory, first?: MemoryImage): MemoryImage {
  const words = new Int32Array(memory.buffer)
  let end = words.length
  while (end > 0 && words[end - 1] === 0) end--
  const bytes = new Uint8Array(memory.buffer)
  const top = Math.min(bytes.length, Math.ceil((end * 4) / PAGE) * PAGE)
  const [gapAt, gapEnd] = first === undefined ? widestGap(words, top) : [first.low.length, first.highAt]
  return { low: bytes.slice(0, gapAt), high: bytes.slice(gapEnd, top), highAt: gapEnd }
}

/** Puts an image back. What lies above it is left as it is: an allocator takes no memory that it has not been given for zero. */
export function restoreImage(memory: WebAssembly.Memory, image: MemoryImage): void {
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(image.low)
  bytes.set(image.high, image.highAt)
}

/** Puts an image back and clears the rest, so that the next image taken is no larger than it must be. */
export function restoreClean(memory: WebAssembly.Memory, image: MemoryImage): void {
  const bytes = new Uint8Array(memory.buffer)
  bytes.fill(0, image.low.length)
  restoreImage(memory, image)
}

// between static data and heap lies the stack, five empty megabytes when nothing runs
function widestGap(words: Int32Array, top: number): [number, number] {
  let best: [number, number] = [top, top]
  let from = 0
  for (let at = 0; at < top; at += PAGE) {
    if (isEmpty(words, at / 4)) continue
    if (at - from > best[1] - best[0]) best = [from, at]
    from = at + PAGE
  }
  return best
}

function isEmpty(words: Int32Array, from: number): boolean {
  for (let i = from; i < from + PAGE / 4; i++) if (words[i] !== 0) return false
  return true
}
