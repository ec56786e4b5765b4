import { networkOf } from './network-of.ts'

/** What a guard says to somebody who wants to try a password. */
export type Leave =
  /** Try. It counts as wrong until `succeeded` is called. */
  | { readonly kind: 'go'; readonly isLast: boolean; succeeded(): void }
  /** Not before so many seconds are over. */
  | { readonly kind: 'wait'; readonly seconds: number }

/** Counts wrong passwords, and makes who sends them wait. */
export interface Throttle {
  attempt(name: string, address: string): Leave
  /** `name` has signed in from `address`: what others do elsewhere does not lock it out there. */
  trust(name: string, address: string): void
}

const second = 1000
const minute = 60 * second
const firstWait = 30 * second
const longestWait = 15 * minute
const memory = 60 * minute
const mostCounters = 10_000
const mostTrusted = 10_000

/**
 * Three counters stand against guessing, each with some wrong passwords free and then a wait that doubles from 30 s to 15 min:
 * 5 for one account from one network, 20 for a network whatever the account, and 50 for an account whatever the network. The last
 * one would let strangers lock somebody out for ever, so it does not hold for networks from which the account signed in before.
 * A network is one IPv4 address, or the /64 of an IPv6 address. An attempt while waiting neither counts nor is looked at, so a wait
 * ends; an hour after the last wrong password all is forgotten. Each counter knows 10,000 keys and forgets the oldest beyond.
 */
export function throttle(now: () => number): Throttle {
  const pairs = counter(5, now)
  const networks = counter(20, now)
  const accounts = counter(50, now)
  const trusted = new Set<string>()
  const pairOf = (name: string, network: string) => `${network} ${name}`
  return {
    attempt(name, address) {
      const network = networkOf(address)
      const pair = pairOf(name, network)
      const isTrusted = trusted.has(pair)
      const wait = Math.max(pairs.wait(pair), networks.wait(network), isTrusted ? 0 : accounts.wait(name))
      if (wait > 0) return { kind: 'wait', seconds: Math.ceil(wait / second) }
      // counted before it is looked at: many at once are not more than one after the other
      const undo = [networks.fail(network), ...(isTrusted ? [] : [accounts.fail(name)])]
      pairs.fail(pair)
      return {
        kind: 'go',
        isLast: pairs.wait(pair) > 0,
        succeeded() {
          for (const each of undo) each()
          pairs.forget(pair)
        },
      }
    },
    trust(name, address) {
      remember(trusted, pairOf(name, networkOf(address)))
    },
  }
}

interface Count {
  readonly wrong: number
  readonly last: number
  readonly until: number
}

function counter(free: number, now: () => number) {
  const counts = new Map<string, Count>()
  const known = (key: string): Count | undefined => {
    const count = counts.get(key)
    return count !== undefined && now() - count.last < memory ? count : undefined
  }
  const put = (key: string, count: Count | undefined) => {
    counts.delete(key) // put in again, so that the first of the map is the oldest
    if (count === undefined) return
    if (counts.size >= mostCounters) counts.delete(counts.keys().next().value!)
    counts.set(key, count)
  }
  return {
    wait: (key: string) => Math.max(0, (known(key)?.until ?? 0) - now()),
    /** Counts one more; what it returns takes it back. */
    fail(key: string): () => void {
      const before = known(key)
      const wrong = (before?.wrong ?? 0) + 1
      const wait = wrong < free ? 0 : Math.min(longestWait, firstWait * 2 ** (wrong - free))
      put(key, { wrong, last: now(), until: now() + wait })
      return () => put(key, before)
    },
    forget: (key: string) => put(key, undefined),
  }
}

function remember(set: Set<string>, key: string): void {
  set.delete(key)
  if (set.size >= mostTrusted) set.delete(set.keys().next().value!)
  set.add(key)
}
