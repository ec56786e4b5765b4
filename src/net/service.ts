import { isDeepStrictEqual } from 'node:util'
import type { Listener } from './endpoint.ts'
import { explainListenError } from './listen-error.ts'

/** A listener that follows its section of the configuration. */
export interface Service<Options, Open extends Listener> extends AsyncDisposable {
  /** What is open now; `undefined` when the section is `off`. */
  readonly listener: Open | undefined
  /**
   * Leaves the listener alone when `options` are what they were, replaces it when they differ, closes it when they are `undefined`.
   * When the new one does not open, the old one is opened again and an error says what an administrator can do.
   */
  follow(options: Options | undefined): Promise<void>
}

/** A service that is not open yet; `open` opens its sockets, `section` is its name in the configuration. */
export function service<Options, Open extends Listener>(
  section: string,
  open: (options: Options) => Promise<Open>,
): Service<Options, Open> {
  let now: { options: Options; listener: Open } | undefined
  const close = async () => {
    const old = now
    now = undefined
    await old?.listener[Symbol.asyncDispose]()
    return old?.options
  }
  const start = async (options: Options) => {
    now = { options, listener: await open(options) }
  }
  return {
    get listener() {
      return now?.listener
    },
    async follow(options) {
      if (isDeepStrictEqual(options, now?.options)) return
      const before = await close()
      if (options === undefined) return
      try {
        await start(options)
      } catch (error) {
        const explained = explainListenError(section, error)
        if (before === undefined) throw explained
        throw await start(before).then(
          () => explained,
          () => new AggregateError([explained], `${explained.message}; and what was open before did not open again`),
        )
      }
    },
    async [Symbol.asyncDispose]() {
      await close()
    },
  }
}
