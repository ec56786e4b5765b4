import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { Link } from './links.ts'

/** What becomes of a datagram: its bytes, its sender, and the socket to answer with. */
export type OnDatagram = (bytes: Buffer, from: RemoteInfo, socket: Socket) => void

/** A multicast group, in each family. */
export interface Groups {
  readonly v4: string
  readonly v6: string
}

/** A socket bound to a group or broadcast address, so that it takes what is sent there and no unicast of a neighbour program. */
export interface BoundSocket extends AsyncDisposable {
  readonly socket: Socket
  readonly port: number
}

/** A group that links can be joined to. */
export interface OpenGroup extends AsyncDisposable {
  readonly port: number
  /** Rejects when the interface knows no multicast. */
  join(link: Link): Promise<AsyncDisposable>
  /** Sends to the group on a link, in each family or in that of `like`. What cannot be sent is lost, as on any network. */
  send(link: Link, bytes: Buffer, like?: Socket): void
}

// neighbours of a LAN may ask all at once after a power cut
const receiveBuffer = 256 * 1024

/**
 * Opens a datagram socket at `address`, which others may share (systemd-resolved and avahi do). Bound to a group or a broadcast
 * address it sends from the address of the interface that leads to the client, which is what the client asked.
 */
export async function openShared(address: string, port: number, onDatagram: OnDatagram): Promise<BoundSocket> {
  const type = isIPv6(address.replace(/%.*$/, '')) ? 'udp6' : 'udp4'
  const socket = createSocket({
    type,
    reuseAddr: true,
    ipv6Only: type === 'udp6',
    recvBufferSize: receiveBuffer,
    lookup: (host, family, callback) => callback(null, host, Number(family)),
  })
  try {
    const listening = once(socket, 'listening')
    socket.bind({ address, port })
    await listening
  } catch (error) {
    socket.close()
    throw error
  }
  socket.on('error', () => {})
  socket.on('message', (bytes, from) => onDatagram(bytes, from, socket))
  return {
    socket,
    port: socket.address().port,
    async [Symbol.asyncDispose]() {
      socket.close()
      await once(socket, 'close')
    },
  }
}

/** Opens a group: one socket for IPv4 on all links, one for IPv6 on each. Everything is sent with a TTL of 255. */
export async function openGroup(groups: Groups, port: number, onDatagram: OnDatagram): Promise<OpenGroup> {
  const v4 = withTtl(await openShared(groups.v4, port, onDatagram))
  const joinV4 = (address: string): AsyncDisposable => {
    v4.socket.addMembership(groups.v4, address)
    return { [Symbol.asyncDispose]: async () => dropMembership(v4.socket, groups.v4, address) }
  }
  const ofV6 = new Map<string, Socket>()
  const joinV6 = async (name: string): Promise<AsyncDisposable> => {
    const v6 = withTtl(await openShared(`${groups.v6}%${name}`, v4.port, onDatagram))
    v6.socket.addMembership(groups.v6, `::%${name}`)
    ofV6.set(name, v6.socket)
    return {
      async [Symbol.asyncDispose]() {
        ofV6.delete(name)
        await v6[Symbol.asyncDispose]()
      },
    }
  }
  return {
    port: v4.port,
    async join({ name, addresses }) {
      await using joining = new AsyncDisposableStack()
      const ofV4 = addresses.find(({ address }) => address.family === 4)
      if (ofV4 !== undefined) joining.use(joinV4(ofV4.address.text))
      if (addresses.some(({ address }) => address.family === 6)) joining.use(await joinV6(name))
      return joining.move()
    },
    send({ name, addresses }, bytes, like) {
      const from = addresses.find(({ address }) => address.family === 4)
      if (from !== undefined && (like === undefined || like === v4.socket)) {
        interfaceFor(v4.socket, from.address.text)
        v4.socket.send(bytes, v4.port, groups.v4, () => {})
      }
      const v6 = ofV6.get(name)
      if (like === undefined || like === v6) v6?.send(bytes, v4.port, `${groups.v6}%${name}`, () => {})
    },
    [Symbol.asyncDispose]: () => v4[Symbol.asyncDispose](),
  }
}

// RFC 6762, section 11; RFC 4795, section 2.5: what came over a router shows
function withTtl(bound: BoundSocket): BoundSocket {
  bound.socket.setMulticastTTL(255)
  bound.socket.setTTL(255)
  return bound
}

// an interface that is gone is found out by who follows the links
function interfaceFor(socket: Socket, address: string): void {
  try {
    socket.setMulticastInterface(address)
  } catch {}
}

// an interface that is gone has no members either
function dropMembership(socket: Socket, group: string, address: string): void {
  try {
    socket.dropMembership(group, address)
  } catch {}
}
