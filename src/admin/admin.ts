import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SightingQueue } from '../events/sighting-queue.ts'
import { compileCache } from '../net/compile-cache.ts'
import { type Endpoint, formatEndpoint, type Listener } from '../net/endpoint.ts'
import type { Tell } from './certificate/keep-certificate.ts'
import type { AdminStart, Ask, FromAdmin, ToAdmin } from './messages.ts'
import { isLoopback, isSecureAt, type PagesOptions } from './options.ts'
import type { AdminView } from './view.ts'

/** The admin pages, running in a thread of their own. */
export interface Admin extends Listener {
  /** What works otherwise than it was meant: a sentence each. */
  readonly warnings: readonly string[]
  /** Shows `view` from now on. */
  publish(view: AdminView): void
  /** The password of the account `admin`, which was made because there was none. It is kept nowhere else. */
  readonly firstPassword: string | undefined
  /** Whether every listener is loopback; where one is not, the link is void. */
  readonly isLocal: boolean
  /** The newest one-time sign-in link; a credential until it is used, replaced or an hour old. */
  readonly signInLink: string
  /** Replaces the sign-in link by a fresh one; sessions stay. Returns it. */
  renewSignIn(): string
  /** Keeps what comes through the queue, until the pages are closed. */
  keepFrom(queue: SightingQueue): void
  /** Settles when the thread has ended; rejects with the cause when it ended by itself. */
  readonly ended: Promise<void>
}

const closingTime = 2000

/**
 * Opens the admin pages in a worker thread, so that no page can delay an answer to a client. Rejects with the system's error
 * (code, address and port kept) when a port is taken or not ours to open. `tell` is called with what whoever reads the log should know.
 */
export async function openAdmin(options: PagesOptions, view: AdminView, ask: Ask, tell: Tell = () => {}): Promise<Admin> {
  let token = freshToken()
  const worker = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), {
    name: 'admin',
    workerData: { options, view, token } satisfies AdminStart,
    env: { ...process.env, ...compileCache },
    // with a limit of its own, running out of memory ends this thread and not the process
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  const ended = endOf(worker)
  const post = (message: ToAdmin) => worker.postMessage(message)
  const { endpoints, warnings, firstPassword } = await opened(worker, ended)
  let queue: SightingQueue | undefined
  worker.on('message', (message: FromAdmin) => {
    if (message.kind === 'taken') queue?.taken(message.lost)
    if (message.kind === 'ask') void answer(message, ask).then(post)
    if (message.kind === 'note') tell(message.level, message.text)
  })
  const admin: Admin = {
    endpoints,
    warnings,
    firstPassword,
    isLocal: options.listen.every(isLoopback),
    ended,
    get signInLink() {
      return linkFor(endpoints[0]!, isSecureAt(endpoints[0]!, options), token)
    },
    renewSignIn() {
      token = freshToken()
      post({ kind: 'token', token })
      return admin.signInLink
    },
    publish: (next) => post({ kind: 'view', view: next }),
    keepFrom(from) {
      queue = from
      queue.sendTo((batch) => post({ kind: 'sightings', batch }))
    },
    async [Symbol.asyncDispose]() {
      queue?.sendTo(undefined)
      post({ kind: 'close' })
      const late = setTimeout(() => void worker.terminate(), closingTime)
      await ended.catch(() => {})
      clearTimeout(late)
    },
  }
  return admin
}

function freshToken(): string {
  return randomBytes(32).toString('base64url')
}

function linkFor(endpoint: Endpoint, isSecure: boolean, token: string): string {
  return `http${isSecure ? 's' : ''}://${formatEndpoint(endpoint)}/sign-in?token=${token}`
}

function endOf(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
  ended.catch(() => {}) // whoever wants to know holds the promise; nobody has to
  return ended
}

async function opened(worker: Worker, ended: Promise<void>): Promise<Extract<FromAdmin, { kind: 'open' }>> {
  const first = once(worker, 'message').then(([message]) => message as FromAdmin)
  const message = await Promise.race([first, ended.then(() => undefined)])
  if (message?.kind === 'open') return message
  await worker.terminate()
  if (message?.kind !== 'not-open') throw new Error('the admin thread ended before it listened')
  throw Object.assign(new Error(message.error.message), message.error)
}

async function answer({ id, question }: Extract<FromAdmin, { kind: 'ask' }>, ask: Ask): Promise<ToAdmin> {
  try {
    return { kind: 'told', id, value: await ask[question]() }
  } catch (error) {
    return { kind: 'not-told', id, reason: error instanceof Error ? error.message : String(error) }
  }
}
