import { parentPort, workerData } from 'node:worker_threads'
import { openEvaluator } from '../evaluator/evaluator.ts'
import { openStore } from '../store/open-store.ts'
import { adminApp } from './app.ts'
import { askMain } from './ask-main.ts'
import { openComparer } from './compare/comparer.ts'
import { listen } from './listen.ts'
import type { AdminStart, FromAdmin, SystemErrorFields, ToAdmin } from './messages.ts'
import { isLoopback } from './options.ts'
import { firstAccount, openPeople } from './people/people.ts'
import { openPreviewer } from './preview/preview.ts'
import { resolveLive } from './preview/resolve-live.ts'

// the thread of the admin pages: composes the application, listens, and ends when it is told to
const { options, view: firstView, token } = workerData as AdminStart
const port = parentPort!
const post = (message: FromAdmin) => port.postMessage(message)

let view = firstView
const ask = askMain(post)
const stack = new AsyncDisposableStack()
const compares = openComparer(openEvaluator, resolveLive)
const previews = stack.use(openPreviewer(openEvaluator, resolveLive))

try {
  const { database, warning } = openStore(options.store)
  stack.use(database)
  const people = stack.use(openPeople(database, Date.now))
  const offer = (token: string) => options.listen.every(isLoopback) && people.link.offer(token)
  offer(token)
  port.on('message', (message: ToAdmin) => {
    if (message.kind === 'view') view = message.view
    if (message.kind === 'token') offer(message.token)
    if (message.kind === 'close') void stack.disposeAsync().then(() => port.close())
    ask.take(message)
  })
  const firstPassword = await firstAccount(people)
  const app = adminApp({ allow: options.allow, view: () => view, people, previews, compares, ask, database, now: Date.now })
  const listener = stack.use(await listen(app, options.listen))
  const warnings = warning === undefined ? [] : [warning]
  post({ kind: 'open', endpoints: listener.endpoints, warnings, firstPassword })
} catch (error) {
  const { message, code, errno, syscall, address, port } = error as SystemErrorFields
  post({ kind: 'not-open', error: { message, code, errno, syscall, address, port } as SystemErrorFields })
}
