import { parentPort, workerData } from 'node:worker_threads'
import { openEvaluator } from '../evaluator/evaluator.ts'
import type { Endpoint } from '../net/endpoint.ts'
import { yieldToOthers } from '../net/priority.ts'
import { openStore } from '../store/open-store.ts'
import { auditBoundsOf, retentionOf } from '../store/options.ts'
import { adminApp } from './app.ts'
import { askMain } from './ask-main.ts'
import { describeCertificate, keepCertificate, type Tell } from './certificate/keep-certificate.ts'
import { openComparer } from './compare/comparer.ts'
import { openDiscoverer } from './discovery/discoverer.ts'
import { listen } from './listen.ts'
import type { AdminStart, FromAdmin, SystemErrorFields, ToAdmin } from './messages.ts'
import { isLoopback, isSecureAt } from './options.ts'
import type { Note } from './people/changes.ts'
import { firstAccount, openPeople } from './people/people.ts'
import { publicationNotes, startNote } from './people/publications.ts'
import { openPreviewer } from './preview/preview.ts'
import { resolveLive } from './preview/resolve-live.ts'
import { openKeeper } from './sightings/keeper.ts'
import { selfCheckOf } from './sites/self-check.ts'

// the thread of the admin pages: composes the application, listens, and ends when it is told to
const { options, view: firstView, token } = workerData as AdminStart
const port = parentPort!
// people can wait a moment, clients cannot
yieldToOthers()
const post = (message: FromAdmin) => port.postMessage(message)

let view = firstView
const selfCheckEveryMs = 60_000
const ask = askMain(post)
const stack = new AsyncDisposableStack()
const previews = stack.use(openPreviewer(openEvaluator, resolveLive))
const compares = openComparer(openEvaluator)

try {
  const { database, warning } = openStore(options.store)
  stack.use(database)
  const retention = retentionOf(warning === undefined ? options.store : { ...options.store, path: ':memory:' })
  const sightings = stack.use(openKeeper({ database, retention, now: Date.now }))
  const selfCheck = stack.use(selfCheckOf(() => view, sightings, Date.now))
  const people = stack.use(openPeople(database, Date.now, { audit: auditBoundsOf(options.store) }))
  const offer = (token: string) => options.listen.every(isLoopback) && people.link.offer(token)
  offer(token)
  const isSecure = (endpoint: Endpoint) => isSecureAt(endpoint, options)
  const tell: Tell = (level, text) => post({ kind: 'note', level, text })
  const certificate = options.listen.some(isSecure)
    ? stack.use(await keepCertificate(options, warning !== undefined || options.store === undefined, tell))
    : undefined
  const fingerprint = () => (certificate?.isOwn ? certificate.current.fingerprint : undefined)
  // what is served goes on being served, whether it can be written down or not
  const note = (notes: () => Note[]) => {
    try {
      for (const each of notes()) people.changes.note(each)
    } catch (error) {
      tell('warn', `the audit log cannot be written: ${(error as Error).message}`)
    }
  }
  port.on('message', (message: ToAdmin) => {
    if (message.kind === 'view') {
      note(() => publicationNotes(view, message.view))
      view = message.view
    }
    if (message.kind === 'token') {
      offer(message.token)
      void certificate?.reload() // a fresh link comes with each reload
    }
    if (message.kind === 'close') void stack.disposeAsync().then(() => port.close())
    if (message.kind === 'sightings') void sightings.take(message.batch).then((lost) => post({ kind: 'taken', lost }))
    ask.take(message)
  })
  const firstPassword = await firstAccount(people)
  note(() => [startNote(view)])
  const app = adminApp({
    allow: options.allow,
    names: options.names,
    fingerprint,
    view: () => view,
    people,
    previews,
    compares,
    discoveries: openDiscoverer(),
    ask,
    database,
    sightings,
    selfCheck,
    now: Date.now,
  })
  const listener = stack.use(await listen(app, options.listen, isSecure, certificate))
  const warnings = warning === undefined ? [] : [warning]
  // not before: the sightings of a look have to find their keeper
  selfCheck.start(selfCheckEveryMs)
  post({ kind: 'open', endpoints: listener.endpoints, warnings, firstPassword })
  if (certificate?.isOwn)
    tell('info', `the page has a certificate of its own making: ${describeCertificate(certificate.current)}`)
} catch (error) {
  const { message, code, errno, syscall, address, port } = error as SystemErrorFields
  post({ kind: 'not-open', error: { message, code, errno, syscall, address, port } as SystemErrorFields })
}
