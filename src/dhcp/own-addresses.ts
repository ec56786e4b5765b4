import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { type Address, parseAddress } from '../net/address.ts'
import type { Cidr } from '../net/cidr.ts'

/** An IPv4 address of this host. */
export interface OwnAddress {
  readonly interfaceName: string
  readonly address: Address
  /** The subnet that it is on. */
  readonly subnet: Cidr
  readonly loopback: boolean
}

/** The IPv4 addresses among what `os.networkInterfaces()` tells. */
export function ownAddresses(interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>): OwnAddress[] {
  return Object.entries(interfaces).flatMap(([name, infos]) => (infos ?? []).flatMap((info) => ownAddress(name, info)))
}

function ownAddress(interfaceName: string, info: NetworkInterfaceInfo): OwnAddress[] {
  const address = parseAddress(info.address)
  const prefixLength = Number(info.cidr?.split('/')[1])
  if (address?.family !== 4 || Number.isNaN(prefixLength)) return []
  // `contains` compares the prefix alone, so the host bits may stay
  const subnet = { network: address, prefixLength, text: `${address.text}/${prefixLength}` }
  return [{ interfaceName, address, subnet, loopback: info.internal }]
}

/**
 * The addresses as they are now, the same array as long as they stay the same. Reading them takes too long to do it for each
 * packet, so they may be `milliseconds` old.
 */
export function followOwnAddresses(milliseconds = 5000): Disposable & { readonly current: readonly OwnAddress[] } {
  let current = ownAddresses(networkInterfaces())
  const timer = setInterval(() => {
    const next = ownAddresses(networkInterfaces())
    if (textOf(next) !== textOf(current)) current = next
  }, milliseconds)
  timer.unref()
  return {
    get current() {
      return current
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

function textOf(addresses: readonly OwnAddress[]): string {
  return addresses.map(({ interfaceName, subnet }) => `${interfaceName} ${subnet.text}`).join()
}
