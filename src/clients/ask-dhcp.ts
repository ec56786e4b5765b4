import { randomInt } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { decode, messageType, operation } from '../dhcp/message.ts'
import type { Endpoint } from '../net/endpoint.ts'
import { encodeInformAs } from './inform-packet.ts'
import type { DhcpLookup } from './lookup.ts'
import { found, missed, type Outcome } from './outcome.ts'

/** Who asks, and whom. */
export interface DhcpQuestioner {
  /** 255.255.255.255 asks every server of the link. */
  readonly server: Endpoint
  /** An IPv4 address of this machine; undefined: it has none. */
  readonly clientAddress: string | undefined
  readonly hostName: string
}

const clientPort = 68

/** Every DHCP server of the link. */
export const everyServer: Endpoint = { address: '255.255.255.255', port: 67 }

/** Sends a client's DHCPINFORM, and reads option 252 in the first DHCPACK to it. */
export async function askDhcp(
  { server, clientAddress, hostName }: DhcpQuestioner,
  lookup: DhcpLookup,
  milliseconds: number,
): Promise<Outcome> {
  if (clientAddress === undefined) return missed('withheld', 'no own address', 'not asked: this machine has no IPv4 address')
  const signal = AbortSignal.timeout(milliseconds)
  try {
    using open = disposable(await openSocket(server, clientAddress))
    const { socket } = open
    const xid = randomInt(2 ** 32)
    const answered = answerTo(socket, xid, signal)
    const informer = { xid, clientAddress, hostName, hardwareAddress: hardwareOf(clientAddress) }
    socket.send(encodeInformAs(lookup.packet, informer), server.port, server.address)
    const { option, from } = await answered
    return { ...readOption(option, lookup.dropsLastCharacter === true), from }
  } catch (error) {
    if (signal.aborted) return missed('silent', 'no DHCP answer', `no answer within ${milliseconds} ms`)
    return explain(error as NodeJS.ErrnoException, clientAddress)
  }
}

// Clients ask from port 68. A server on a port of its own is one that is being tried, and answers where it was asked from; so do
// dnsmasq and wpadd on port 67, for a user without the privilege.
async function openSocket(server: Endpoint, clientAddress: string): Promise<Socket> {
  if (server.port !== 67 || server.address.startsWith('127.')) return bound(0, clientAddress)
  const socket = bound(clientPort, clientAddress)
  return server.address === everyServer.address ? socket : socket.catch(() => bound(0, clientAddress))
}

async function bound(port: number, address: string): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  try {
    socket.bind(port, address)
    await once(socket, 'listening')
    socket.setBroadcast(true)
    return socket
  } catch (error) {
    socket.close()
    throw error
  }
}

function disposable(socket: Socket): Disposable & { readonly socket: Socket } {
  return { socket, [Symbol.dispose]: () => socket.close() }
}

interface Acknowledged {
  readonly option: Uint8Array | undefined
  /** The address that the answer came from. */
  readonly from: string
}

function answerTo(socket: Socket, xid: number, signal: AbortSignal): Promise<Acknowledged> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    socket.on('error', reject)
    socket.on('message', (bytes, { address }) => {
      const message = decode(bytes)
      if (typeof message === 'string' || message.op !== operation.reply || message.type !== messageType.ack) return
      if (bytes.readUInt32BE(4) === xid) resolve({ option: message.options.proxyAutoconfig, from: address })
    })
  })
}

/** What a client makes of option 252: text up to the first NUL, without the white space around it. */
export function readOption(option: Uint8Array | undefined, dropsLastCharacter: boolean): Outcome {
  if (option === undefined) return missed('nothing', 'no option 252', 'ACK without option 252')
  const text = Buffer.from(option).toString('latin1')
  const [written = ''] = text.split('\0')
  const read = (dropsLastCharacter && !text.includes('\0') ? written.slice(0, -1) : written).trim()
  if (read === '') return missed('nothing', 'no proxy here', 'ACK: no proxy here (an empty option 252)')
  const url = URL.parse(read)
  if (url === null || url.host === '') return missed('nothing', 'not a URL', `ACK: ${JSON.stringify(read)}, which is no URL`)
  return found([read])
}

function explain(error: NodeJS.ErrnoException, clientAddress: string): Outcome {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return missed('withheld', 'no privilege', 'not asked: port 68 needs a privilege')
    case 'EADDRINUSE':
      return missed('withheld', 'port taken', 'not asked: another program holds port 68')
    case 'EADDRNOTAVAIL':
      return missed('withheld', 'no own address', `not asked: ${clientAddress} is not an address of this machine`)
    default:
      return missed('failed', 'unreachable', `cannot be asked: ${error.message}`)
  }
}

function hardwareOf(address: string): Uint8Array {
  const all = Object.values(networkInterfaces()).flatMap((infos) => infos ?? [])
  const mac = all.find((info) => info.address === address)?.mac ?? '00:00:00:00:00:00'
  return Buffer.from(mac.replaceAll(':', ''), 'hex')
}
