import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** How a connection began: what kind of proxy the client took the place for, or `direct` where it asked the origin itself. */
export interface Arrival {
  readonly type: 'http' | 'https' | 'socks4' | 'socks5' | 'direct'
  readonly place: string
  /** The host that it wants, where that can be seen. */
  readonly target: string | undefined
}

/**
 * Servers on ports of loopback that stand for proxies and for the origin. Each notes what reaches it, and then closes, so that a client with
 * a list goes on to the next; the origin answers plain HTTP with an empty 204.
 */
export class Recorders implements AsyncDisposable {
  readonly #closing = new AsyncDisposableStack()
  #arrivals: Arrival[] = []

  /** Opens the place `origin`, or a proxy that has the place's name; resolves to its port. */
  async open(place: string): Promise<number> {
    const open = new Set<Socket>()
    const server = createServer((socket) => {
      open.add(socket.on('error', () => {}).once('close', () => open.delete(socket)))
      void this.#receive(socket, place)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.#closing.defer(async () => {
      server.close()
      for (const socket of open) socket.destroy()
    })
    return (server.address() as AddressInfo).port
  }

  /** What has arrived since the last call. */
  take(): Arrival[] {
    const taken = this.#arrivals
    this.#arrivals = []
    return taken
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }

  async #receive(socket: Socket, place: string): Promise<void> {
    const first = await read(socket, isWhole)
    if (first[0] === 0x05) {
      socket.write(Uint8Array.of(5, 0))
      const request = await read(socket, (bytes) => bytes.length > 4 && bytes.length >= 7 + (bytes[4] ?? 0))
      this.#arrivals.push({ type: 'socks5', place, target: socksTarget(request) })
    } else if (first.length > 0) this.#arrivals.push(arrivalOf(first, place))
    if (place === 'origin' && isHttp(first)) socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
    // a closed tunnel is the proxy's last word, a broken one is not
    else socket.resetAndDestroy()
  }
}

async function read(socket: Socket, enough: (bytes: Buffer) => boolean): Promise<Buffer> {
  let bytes = Buffer.alloc(0)
  const { promise, resolve } = Promise.withResolvers<void>()
  const take = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk])
    if (enough(bytes)) resolve()
  }
  socket.on('data', take).once('close', resolve)
  await promise
  socket.off('data', take)
  return bytes
}

// a TLS record, a SOCKS greeting or request, or the head of an HTTP request
function isWhole(bytes: Buffer): boolean {
  if (bytes[0] === 0x16) return bytes.length >= 5 && bytes.length >= 5 + bytes.readUInt16BE(3)
  if (bytes[0] === 0x05) return bytes.length >= 2 + (bytes[1] ?? 0)
  if (bytes[0] === 0x04) return bytes.length > 8 && bytes.at(-1) === 0
  return bytes.includes('\r\n\r\n')
}

function isHttp(bytes: Buffer): boolean {
  return /^[A-Z]+ \S+ HTTP/.test(bytes.toString('latin1'))
}

function arrivalOf(bytes: Buffer, place: string): Arrival {
  if (bytes[0] === 0x16) {
    const name = serverName(bytes)
    if (place === 'origin') return { type: 'direct', place, target: name }
    return { type: 'https', place: place === 'said' ? `${name}:443` : place, target: undefined }
  }
  if (bytes[0] === 0x04) return { type: 'socks4', place, target: undefined }
  const [, target = '', host] = /^[A-Z]+ (\S+) [\s\S]*?^Host: *(\S*)/im.exec(bytes.toString('latin1')) ?? []
  return { type: target.startsWith('/') ? 'direct' : 'http', place, target: host?.replace(/:\d+$/, '') }
}

// RFC 1928, section 4; a name or an address
function socksTarget(request: Buffer): string | undefined {
  return request[3] === 3 ? request.toString('latin1', 5, 5 + (request[4] ?? 0)) : undefined
}

/** The name that a ClientHello asks for (RFC 8446, section 4.1.2; RFC 6066, section 3). */
function serverName(hello: Buffer): string | undefined {
  let at = 5 + 4 + 2 + 32
  at += 1 + hello.readUInt8(at) // session
  at += 2 + hello.readUInt16BE(at) // cipher suites
  at += 1 + hello.readUInt8(at) // compression
  for (at += 2; at + 4 <= hello.length; at += 4 + hello.readUInt16BE(at + 2)) {
    if (hello.readUInt16BE(at) === 0) return hello.toString('latin1', at + 9, at + 4 + hello.readUInt16BE(at + 2))
  }
  return undefined
}
