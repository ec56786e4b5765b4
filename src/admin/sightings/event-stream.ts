import type { Kept } from '../../store/keep-sightings.ts'
import { keptJson } from './describe.ts'
import type { Keeper } from './keeper.ts'

/** Which sightings a stream has; what is absent does not matter. */
export interface EventFilter {
  readonly client?: string | undefined
  readonly site?: string | undefined
  readonly via?: string | undefined
  readonly outcome?: string | undefined
}

// what a slow reader may leave unread, and the most of one batch
const mostUnread = 256 * 1024
const mostAtOnce = 200
// a comment now and then, so that nothing between takes the stream for dead
const quietMs = 15_000
// how soon a stream ends whose reader has signed out, or may no longer read
const lookMs = 2000
// then the browser comes again by itself
const longestMs = 10 * 60_000

/**
 * What is kept from now on as server-sent events (WHATWG HTML, 9.2): `sighting` with its JSON, and `more` with how many were left out
 * because the reader is slow or too many came at once. It ends with `mayRead`. `undefined` when too many streams are open.
 */
export function eventStream(keeper: Pick<Keeper, 'watch'>, filter: EventFilter, mayRead: () => boolean): Response | undefined {
  let left = 0
  let write: ((text: string) => void) | undefined
  let isFull = () => false
  let close = () => {}
  const onKept = (kept: readonly Kept[]) => {
    if (!mayRead()) return close()
    const fitting = kept.filter((each) => fits(each, filter))
    const sent = isFull() ? [] : fitting.slice(-mostAtOnce)
    left += fitting.length - sent.length
    if (sent.length === 0) return
    write?.(sent.map((each) => event('sighting', keptJson(each), each.id)).join('') + (left === 0 ? '' : event('more', { left })))
    left = 0
  }
  const watching = keeper.watch({ onKept, onEnd: () => close() })
  if (watching === undefined) return undefined
  const timers: NodeJS.Timeout[] = []
  const end = () => {
    watching[Symbol.dispose]()
    for (const timer of timers) clearTimeout(timer)
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const encoder = new TextEncoder()
        write = (text) => controller.enqueue(encoder.encode(text))
        isFull = () => (controller.desiredSize ?? 0) <= 0
        write('retry: 2000\n: what is kept from now on\n\n')
        const quiet = setInterval(() => isFull() || write?.(': still here\n\n'), quietMs).unref()
        close = () => {
          end()
          controller.close()
        }
        const look = setInterval(() => mayRead() || close(), lookMs).unref()
        timers.push(quiet, look, setTimeout(close, longestMs).unref())
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostUnread }),
  )
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' } })
}

function event(name: string, data: object, id?: number): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}

function fits({ sighting }: Kept, { client, site, via, outcome }: EventFilter): boolean {
  if (client !== undefined && sighting.client !== client) return false
  if (site !== undefined && sighting.site !== site) return false
  if (via !== undefined && sighting.via !== via) return false
  return outcome === undefined || sighting.outcome === outcome
}
