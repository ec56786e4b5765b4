import type { Socket } from 'node:net'
import type { Address } from '../net/address.ts'

/**
 * What a connection is doing. `waiting`: for a request, nothing of which has come. `head`: some of it has. `answering`: the HTTP
 * server has a request. `sending`: an answer is on its way out. `closing`: the last answer is, and what comes in is ignored.
 */
export type Phase = 'waiting' | 'head' | 'answering' | 'sending' | 'closing'

/** One open connection. `deadline` is when `phase` must be over, on the clock of `performance.now()`. */
export interface Connection {
  readonly socket: Socket
  /** Who is at the other end: the peer, or whom its PROXY header names. */
  readonly client: Address
  phase: Phase
  deadline: number
}

/** Bounds of the whole; times in milliseconds. */
export interface Limits {
  readonly total: number
  readonly perClient: number
  readonly head: number
  readonly idle: number
  readonly send: number
}

/** Every open connection, within limits. Disposing of it closes them all, the idle ones at once. */
export interface Connections extends AsyncDisposable {
  /** Takes a new connection in; `undefined` when there is no room for it. `shared`: it is a proxy's, which may have any number. */
  add(socket: Socket, client: Address, shared?: boolean): Connection | undefined
  /** Gives a connection that was `shared` to the client that its proxy names; false when that has too many. */
  giveTo(connection: Connection, client: Address, shared?: boolean): boolean
  /** The connection of a socket that was taken in. */
  of(socket: Socket): Connection | undefined
  /** Says what a connection does from now on, and gives it the time that the phase may take. */
  enter(connection: Connection, phase: Phase): void
}

// `shared`: not counted as one of its client's
interface Entry extends Connection {
  client: Address
  shared: boolean
}

// how long answers that are under way may take once we are closing
const grace = 1000

/** Opens the book of connections. `tooSlow` is called with one whose request did not arrive in time, and has to close it. */
export function openConnections(limits: Limits, tooSlow: (connection: Connection) => void): Connections {
  const open = new Map<Socket, Entry>()
  const perClient = new Map<string, number>()
  let closed: (() => void) | undefined

  const hasRoom = (client: Address) => (perClient.get(client.text) ?? 0) < limits.perClient
  const count = (client: Address, change: 1 | -1) => {
    const left = (perClient.get(client.text) ?? 0) + change
    if (left === 0) perClient.delete(client.text)
    else perClient.set(client.text, left)
  }
  const forget = (entry: Entry) => {
    open.delete(entry.socket)
    if (!entry.shared) count(entry.client, -1)
    if (open.size === 0) closed?.()
  }

  const connections: Connections = {
    add(socket, client, shared = false) {
      if (closed !== undefined || (!shared && !hasRoom(client))) return undefined
      if (open.size >= limits.total && !dropOldest(open.values())) return undefined
      const entry: Entry = { socket, client, shared, phase: 'waiting', deadline: performance.now() + limits.head }
      open.set(socket, entry)
      if (!shared) count(client, 1)
      socket.once('close', () => forget(entry))
      return entry
    },
    giveTo({ socket }, client, shared = false) {
      const entry = open.get(socket)
      if (entry === undefined || (!shared && !hasRoom(client))) return false
      entry.client = client
      entry.shared = shared
      if (!shared) count(client, 1)
      return true
    },
    of: (socket) => open.get(socket),
    enter(connection, phase) {
      connection.phase = phase
      connection.deadline = performance.now() + time(phase, limits)
      // a connection that outlives its last answer would hold up the end
      if (phase === 'waiting' && closed !== undefined) connection.socket.destroySoon()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(sweep)
      const { promise, resolve } = Promise.withResolvers<void>()
      closed = resolve
      for (const connection of open.values()) leave(connection)
      const last = setTimeout(() => destroyAll(open.keys()), grace)
      if (open.size > 0) await promise
      clearTimeout(last)
    },
  }

  const sweep = setInterval(
    () => {
      const now = performance.now()
      for (const connection of open.values()) {
        // nobody is told when an answer has left
        const sent = connection.phase === 'sending' && connection.socket.writableLength === 0
        if (sent) connections.enter(connection, 'waiting')
        else if (connection.deadline <= now) overdue(connection, tooSlow)
      }
    },
    Math.min(1000, limits.head / 2, limits.idle / 2, limits.send / 2),
  )
  return connections
}

function time(phase: Phase, limits: Limits): number {
  if (phase === 'head') return limits.head
  return phase === 'waiting' ? limits.idle : limits.send
}

function overdue(connection: Connection, tooSlow: (connection: Connection) => void) {
  if (connection.phase === 'head') tooSlow(connection)
  else connection.socket.destroy()
}

// the longest open of those that owe us something: real clients take milliseconds for theirs
function dropOldest(connections: Iterable<Connection>): boolean {
  for (const connection of connections) {
    if (!isIdle(connection) || connection.socket.destroyed) continue
    connection.socket.destroy()
    return true
  }
  return false
}

function isIdle({ phase, socket }: Connection): boolean {
  return phase === 'waiting' || phase === 'head' || (phase !== 'answering' && socket.writableLength === 0)
}

function leave({ phase, socket }: Connection) {
  if (phase === 'waiting' || phase === 'head') socket.destroy()
  else if (phase !== 'answering') socket.destroySoon()
}

function destroyAll(sockets: Iterable<Socket>) {
  for (const socket of sockets) socket.destroy()
}
