const PAGE = 4096
/** Memory comes in pieces of this size. */
const PIECE = 65_536
const zeros = Buffer.alloc(PIECE)

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
  const bytes = new Uint8Array(memory.buffer)
  const top = endOf(memory)
  const [gapAt, gapEnd] = first === undefined ? widestGap(memory, top) : [first.low.length, first.highAt]
  return { low: copyOf(bytes.subarray(0, gapAt)), high: copyOf(bytes.subarray(gapEnd, top)), highAt: gapEnd }
}

// The image of a script that takes memory has up to 64 MiB. A buffer that may be resized is mapped, and the system has it back when it is
// dropped. Any other comes from the C library, which learns from a large piece given back to map none of that size any more, and to
// keep as much free for each thread that there was (glibc: mallopt(3), M_MMAP_THRESHOLD): 46 MB after two hundred hostile scripts.
function copyOf(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new ArrayBuffer(bytes.length, { maxByteLength: bytes.length }))
  copy.set(bytes)
  return copy
}

/** Puts an image back. What lies above it is left as it is: an allocator takes no memory that it has not been given for zero. */
export function restoreImage(memory: WebAssembly.Memory, image: MemoryImage): void {
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(image.low)
  bytes.set(image.high, image.highAt)
}

/**
 * Puts an image back and clears the rest, so that the next image taken is no larger than it must be. Memory that was never used is not
 * written, or else the system would have to find room for it.
 */
export function restoreClean(memory: WebAssembly.Memory, image: MemoryImage): void {
  const bytes = new Uint8Array(memory.buffer)
  const top = endOf(memory)
  for (let at = image.low.length; at < top; at += PAGE) if (!isEmpty(memory, at, PAGE)) bytes.fill(0, at, at + PAGE)
  restoreImage(memory, image)
}

// where the last page ends that has anything in it
function endOf(memory: WebAssembly.Memory): number {
  let end = memory.buffer.byteLength
  while (end > 0 && isEmpty(memory, end - PIECE, PIECE)) end -= PIECE
  while (end > 0 && isEmpty(memory, end - PAGE, PAGE)) end -= PAGE
  return end
}

// between static data and heap lies the stack, five empty megabytes when nothing runs
function widestGap(memory: WebAssembly.Memory, top: number): [number, number] {
  let best: [number, number] = [top, top]
  let from = 0
  for (let at = 0; at < top; at += PAGE) {
    if (isEmpty(memory, at, PAGE)) continue
    if (at - from > best[1] - best[0]) best = [from, at]
    from = at + PAGE
  }
  return best
}

// some megabytes are looked at for each script that is loaded: this compares them at the speed of memory
function isEmpty(memory: WebAssembly.Memory, at: number, size: number): boolean {
  return zeros.compare(new Uint8Array(memory.buffer, at, size), 0, size, 0, size) === 0
}
