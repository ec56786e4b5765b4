/**
 * `count` inputs made from `seeds` by one to eight small changes each; mostly few, so that many still get past the first check.
 * The same seeds, count and seed give the same inputs, so a failure is repeated by its number. The first inputs are the seeds
 * themselves, unchanged.
 */
export function* mutations(seeds: readonly Buffer[], count: number, seed: number): Generator<Buffer, void> {
  if (seeds.length === 0) throw new RangeError('no seeds to mutate')
  const random = randomFrom(seed)
  for (let i = 0; i < count; i++) {
    const start = i < seeds.length ? seeds[i]! : pick(seeds, random)
    yield i < seeds.length ? Buffer.from(start) : mutate(start, seeds, random)
  }
}

/** A whole number in [0, below). */
type Random = (below: number) => number
type Mutation = (input: Buffer, seeds: readonly Buffer[], random: Random) => Buffer

// a UDP datagram holds no more; texts do not profit from more either
const largest = 65_507
// lengths, counts and markers that parsers get wrong
const interesting = [0, 1, 2, 3, 4, 16, 63, 64, 127, 128, 191, 192, 252, 253, 254, 255]

const changes: readonly Mutation[] = [
  flipBit,
  setByte,
  setInteresting,
  addToByte,
  setWord,
  cut,
  remove,
  repeat,
  insertRandom,
  swap,
  spliceOther,
]

function mutate(start: Buffer, seeds: readonly Buffer[], random: Random): Buffer {
  let input: Buffer = Buffer.from(start)
  for (let left = 1 + random(1 + random(8)); left > 0; left--) input = pick(changes, random)(input, seeds, random)
  return input.subarray(0, largest)
}

function flipBit(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  return withByte(input, random, (byte) => byte ^ (1 << random(8)))
}

function setByte(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  return withByte(input, random, () => random(256))
}

function setInteresting(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  return withByte(input, random, () => pick(interesting, random))
}

// off by one, either way
function addToByte(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  return withByte(input, random, (byte) => byte + (random(2) === 0 ? 1 : 255))
}

function setWord(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  if (input.length < 2) return input
  input.writeUInt16BE(pick([0, 1, 0x7fff, 0x8000, 0xc00c, 0xffff], random), random(input.length - 1))
  return input
}

function cut(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  return input.subarray(0, random(input.length + 1))
}

function remove(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  const [from, to] = range(input, random)
  return Buffer.concat([input.subarray(0, from), input.subarray(to)])
}

function repeat(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  const [from, to] = range(input, random)
  const piece = input.subarray(from, to)
  const times = 1 + random(random(20) === 0 ? 100 : 3)
  return Buffer.concat([input.subarray(0, to), ...Array<Buffer>(times).fill(piece), input.subarray(to)]).subarray(0, largest)
}

function insertRandom(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  const at = random(input.length + 1)
  const piece = Buffer.from(Array.from({ length: 1 + random(32) }, () => random(256)))
  return Buffer.concat([input.subarray(0, at), piece, input.subarray(at)])
}

function swap(input: Buffer, _seeds: readonly Buffer[], random: Random): Buffer {
  const [from, to] = range(input, random)
  return Buffer.concat([input.subarray(to), input.subarray(from, to), input.subarray(0, from)])
}

function spliceOther(input: Buffer, seeds: readonly Buffer[], random: Random): Buffer {
  const other = pick(seeds, random)
  const [from, to] = range(other, random)
  const at = random(input.length + 1)
  return Buffer.concat([input.subarray(0, at), other.subarray(from, to), input.subarray(random(2) === 0 ? at : input.length)])
}

function withByte(input: Buffer, random: Random, change: (byte: number) => number): Buffer {
  if (input.length === 0) return input
  const at = random(input.length)
  input[at] = change(input[at]!) & 0xff
  return input
}

function range(input: Buffer, random: Random): [number, number] {
  const from = random(input.length + 1)
  return [from, from + random(Math.min(64, input.length - from) + 1)]
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[random(items.length)]!
}

// mulberry32: small, good enough to spread changes, and the same on every machine
function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
