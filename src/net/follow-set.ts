/** A set that is followed: what is open for its members, and what could not be opened. */
export interface FollowedSet extends AsyncDisposable {
  readonly open: ReadonlySet<string>
  readonly failing: ReadonlyMap<string, unknown>
}

/** What is followed, and how often it is looked at. */
export interface Following<Member> {
  /** The members as they are now, by a key that tells them apart. */
  readonly list: () => ReadonlyMap<string, Member>
  readonly open: (member: Member) => Promise<AsyncDisposable>
  /** Told once of each member that cannot be opened; it is tried again at every look. */
  readonly failed: (member: Member, error: unknown) => void
  /** Told when a look itself goes wrong. */
  readonly lost: (error: unknown) => void
  readonly pollMilliseconds: number
}

/** Opens one thing for each member of a set that changes while the program runs, and closes it when its member is gone. */
export async function followSet<Member>({ list, open, failed, lost, pollMilliseconds }: Following<Member>): Promise<FollowedSet> {
  const opened = new Map<string, AsyncDisposable>()
  const failing = new Map<string, unknown>()
  const take = async (key: string, member: Member) => {
    try {
      opened.set(key, await open(member))
      failing.delete(key)
    } catch (error) {
      if (!failing.has(key)) failed(member, error)
      failing.set(key, error)
    }
  }
  const look = async () => {
    const present = list()
    for (const key of failing.keys()) if (!present.has(key)) failing.delete(key)
    for (const [key, one] of opened) {
      if (present.has(key)) continue
      opened.delete(key)
      await one[Symbol.asyncDispose]()
    }
    for (const [key, member] of present) if (!opened.has(key)) await take(key, member)
  }
  await look()
  const polling = pollEvery(pollMilliseconds, () => look().catch(lost))
  return {
    get open() {
      return new Set(opened.keys())
    },
    failing,
    async [Symbol.asyncDispose]() {
      await polling[Symbol.asyncDispose]()
      await Promise.all([...opened.values()].map((one) => one[Symbol.asyncDispose]()))
    },
  }
}

// one look after the other; disposing waits for the one that is under way
function pollEvery(milliseconds: number, look: () => Promise<void>): AsyncDisposable {
  let looking = Promise.resolve()
  let ended = false
  let timer: NodeJS.Timeout
  const wait = () => {
    if (!ended) timer = setTimeout(start, milliseconds).unref()
  }
  const start = () => {
    looking = look().then(wait)
  }
  wait()
  return {
    async [Symbol.asyncDispose]() {
      ended = true
      clearTimeout(timer)
      await looking
    },
  }
}
