import type { Ask, FromAdmin, Health, Question, ToAdmin } from './messages.ts'

/** The main thread's answers, asked for over messages. */
export interface AskMain extends Ask {
  /** Takes the messages that answer; others are no business of ours. */
  take(message: ToAdmin): void
}

const patience = 2000
const mostOpen = 32

/**
 * Asks the main thread by `post`. A question rejects when the main thread could not tell, when two seconds are over, or when 32 are
 * open already: a busy main thread is not made busier.
 */
export function askMain(post: (message: FromAdmin) => void): AskMain {
  const open = new Map<number, PromiseWithResolvers<string | Health>>()
  let lastId = 0
  async function put(question: Question): Promise<string | Health> {
    if (open.size >= mostOpen) throw new Error('too many questions are open')
    const id = ++lastId
    const settle = Promise.withResolvers<string | Health>()
    const late = setTimeout(() => settle.reject(new Error('no answer within 2 s')), patience)
    open.set(id, settle)
    post({ kind: 'ask', id, question })
    try {
      return await settle.promise
    } finally {
      clearTimeout(late)
      open.delete(id)
    }
  }
  return {
    metrics: () => put('metrics') as Promise<string>,
    health: () => put('health') as Promise<Health>,
    take(message) {
      if (message.kind === 'told') open.get(message.id)?.resolve(message.value)
      if (message.kind === 'not-told') open.get(message.id)?.reject(new Error(message.reason))
    },
  }
}
