import { createHash, timingSafeEqual } from 'node:crypto'

/** What became of a token that somebody brought. */
export type Redeemed = 'taken' | 'refused' | 'too-many'

/** The token in the sign-in link that wpadd prints where every listener is loopback. */
export interface OneTimeLink {
  /** Makes `token` the one that counts; the one before it is void. */
  offer(token: string): void
  /** Uses the token up. */
  redeem(token: string): Redeemed
  /** Whether any token was offered, used up or not. */
  readonly isOffered: boolean
}

const minute = 60_000
const tokenLife = 60 * minute
const mostWrongPerMinute = 10

/** A token is good for an hour, once. After ten wrong tokens within a minute every token is refused until that minute is over. */
export function oneTimeLink(now: () => number): OneTimeLink {
  let offered: { digest: Buffer; until: number } | undefined
  let isOffered = false
  let wrong: number[] = []
  return {
    get isOffered() {
      return isOffered
    },
    offer(token) {
      isOffered = true
      offered = { digest: digest(token), until: now() + tokenLife }
    },
    redeem(token) {
      wrong = wrong.filter((when) => now() - when < minute)
      if (wrong.length >= mostWrongPerMinute) return 'too-many'
      if (offered === undefined || now() > offered.until || !timingSafeEqual(offered.digest, digest(token))) {
        wrong.push(now())
        return 'refused'
      }
      offered = undefined
      return 'taken'
    },
  }
}

// digests have one length, as timingSafeEqual wants
function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
