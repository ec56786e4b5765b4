import { networkInterfaces } from 'node:os'

/** This machine's addresses of a family; a link-local IPv6 address carries its interface (`fe80::1%eth0`). */
export type LocalAddresses = (family: 4 | 6) => readonly string[]

export const localAddresses: LocalAddresses = (family) => {
  const wanted = `IPv${family}`
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter((each) => each.family === wanted)
      .map(({ address }) => (address.startsWith('fe80:') ? `${address}%${name}` : address)),
  )
}
