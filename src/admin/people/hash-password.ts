import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** What a guess costs: scrypt's parameters (RFC 7914, section 2). It takes 128 * N * r bytes while it runs. */
export interface Cost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** OWASP's first choice for scrypt: 128 MiB, and some 0.3 s of one core. */
export const usualCost: Cost = { N: 2 ** 17, r: 8, p: 1 }

/** Turns passwords into what may be kept, and compares. Both reject with a Busy when too many wait. */
export interface Hasher {
  hash(password: string): Promise<string>
  /** Whether `password` made `hash`. Without a hash it is false, after the same time. */
  verify(password: string, hash: string | undefined): Promise<boolean>
}

/** More people sign in at this moment than there is room for. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

const mostWaiting = 16
const keyLength = 32

/**
 * Hashes one password at a time, in libuv's pool and never on this thread: whoever sends wrong passwords takes one core and 128 MiB,
 * however many they are, and three of the pool's four threads stay free for files and names.
 */
export function openHasher(cost: Cost = usualCost): Hasher {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= mostWaiting) return Promise.reject(new Busy('too many people sign in at this moment'))
    waiting++
    const mine = last.then(work).finally(() => waiting--)
    last = mine.catch(() => {})
    return mine
  }
  return {
    hash: (password) => inTurn(() => hashed(password, randomBytes(16), cost)),
    verify: (password, hash) =>
      inTurn(async () => {
        const [, ln, r, p, salt, key] = form.exec(hash ?? '') ?? []
        // the work is done for an account that does not exist, too: the time must not tell which ones do
        if (!salt || !key) return (await derive(password, randomBytes(16), cost)) === undefined
        const made = await derive(password, Buffer.from(salt, 'base64'), { N: 2 ** Number(ln), r: Number(r), p: Number(p) })
        return timingSafeEqual(made, Buffer.from(key, 'base64'))
      }),
  }
}

// the PHC string format, as passlib and others write scrypt
const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/

async function hashed(password: string, salt: Buffer, cost: Cost): Promise<string> {
  const key = await derive(password, salt, cost)
  return `$scrypt$ln=${Math.log2(cost.N)},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(key)}`
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

// the same text is the same password, whichever keyboard composed its letters
function derive(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + p + 2) + 2 ** 20 }
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  scrypt(password.normalize('NFKC'), salt, keyLength, options, (error, key) => (error ? reject(error) : resolve(key)))
  return promise
}
