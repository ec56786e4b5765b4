import type { Socket } from 'node:net'
import { type ProxyHeader, readPreface } from './proxy-protocol.ts'

/**
 * Collects the PROXY header that a connection begins with. `done` is called once, with the header and what came behind it; without
 * one where there is something else. A connection that ends before is closed.
 */
export function awaitPreface(socket: Socket, done: (header: ProxyHeader | undefined, rest: Buffer) => void) {
  let had: Buffer = Buffer.alloc(0)
  const onData = (chunk: Buffer) => {
    had = had.length === 0 ? chunk : Buffer.concat([had, chunk])
    const preface = readPreface(had)
    if (preface.kind === 'incomplete') return
    socket.off('data', onData).off('end', onEnd)
    if (preface.kind === 'header') done(preface, had.subarray(preface.length))
    else done(undefined, had)
  }
  const onEnd = () => socket.destroy()
  socket.on('data', onData).on('end', onEnd)
}
