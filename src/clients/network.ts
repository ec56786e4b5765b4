import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import type { Endpoint } from '../net/endpoint.ts'
import { linksOf } from '../net/links.ts'
import { askDhcp, everyServer } from './ask-dhcp.ts'
import { askNames } from './ask-names.ts'
import { askNeighbours, type Neighbours, neighboursOf } from './ask-neighbours.ts'
import type { Network } from './discover.ts'
import { getPac } from './get-pac.ts'

/** Who is asked in place of whom the system would ask. */
export interface Reach {
  readonly dns: readonly Endpoint[]
  /** Default: a broadcast on the link. */
  readonly dhcp?: Endpoint
  /** What stands for port 80. */
  readonly httpPort?: number
  /** Default: those of the link. */
  readonly neighbours?: Neighbours
  /** The IPv4 address that asks; undefined: this machine has none. */
  readonly clientAddress: string | undefined
  readonly hostName: string
}

/** The network by real sockets. */
export function openNetwork(reach: Reach): Network {
  const { clientAddress, hostName } = reach
  const neighbours = reach.neighbours ?? neighboursOf(clientAddress, linksOf(networkInterfaces(), undefined))
  const questioner = { server: reach.dhcp ?? everyServer, clientAddress, hostName }
  return {
    dhcp: (lookup, milliseconds) => askDhcp(questioner, lookup, milliseconds),
    dns: (name, lookup, milliseconds) => askNames(reach.dns, name, lookup, milliseconds),
    neighbours: (lookup, milliseconds) => askNeighbours(neighbours, clientAddress, lookup, milliseconds),
    http: (lookup, target, milliseconds) => getPac(lookup, target, milliseconds, reach.httpPort ?? 80),
  }
}

/** The address of this machine that packets to a server leave from; nothing is sent. Undefined when there is no way to it. */
export async function addressTowards({ address, port }: Endpoint): Promise<string | undefined> {
  const socket = createSocket('udp4')
  try {
    socket.connect(port, address)
    await once(socket, 'connect')
    return socket.address().address
  } catch {
    return undefined
  } finally {
    socket.close()
  }
}
