import { expect, it } from 'vitest'
import { localAddresses } from '../../src/dns/local-addresses.ts'
import { decode, query } from './example.ts'
import { openClient, serve } from './sockets.ts'

const asked = query('wpad.example.com', 1)
const addressIn = (bytes: Buffer) => decode(bytes).answers[0]?.address

/** A machine whose addresses are what the list says at the moment. */
const machineWith = (addresses: string[]) => ({
  localAddresses: (family: 4 | 6) => addresses.filter((address) => address.includes(':') === (family === 6)),
  pollMilliseconds: 5,
})

it('N3: answers at every address of this machine, from the address that was asked', async () => {
  await using server = await serve({ listen: ['0.0.0.0:0', '[::]:0'] })
  const [v4, v6] = server.listener.endpoints
  expect([v4!.address, v6!.address]).toEqual(['0.0.0.0', '::'])
  for (const address of [...localAddresses(4), ...localAddresses(6)]) {
    using client = await openClient((address.includes(':') ? v6 : v4)!.port, address)
    expect(addressIn(await client.ask(asked)), address).toBe('192.0.2.10')
  }
  expect(localAddresses(4)).toContain('127.0.0.1')
})

it('has one port for all addresses of a wildcard', async () => {
  await using server = await serve({ listen: ['0.0.0.0:0'] }, undefined, machineWith(['127.0.0.1', '127.0.0.2', '127.0.0.3']))
  for (const address of ['127.0.0.1', '127.0.0.2', '127.0.0.3']) {
    using client = await openClient(server.port, address, '127.0.0.1')
    expect(addressIn(await client.ask(asked))).toBe('192.0.2.10')
  }
})

it('follows addresses that come and go', async () => {
  const addresses = ['127.0.0.1']
  await using server = await serve({ listen: ['0.0.0.0:0'] }, undefined, machineWith(addresses))
  const answersAt = async (address: string) => {
    try {
      using client = await openClient(server.port, address)
      return addressIn(await client.ask(asked))
    } catch (error) {
      return (error as NodeJS.ErrnoException).code
    }
  }
  expect(await answersAt('127.0.0.2')).toBe('ECONNREFUSED')
  addresses.push('127.0.0.2')
  await expect.poll(() => answersAt('127.0.0.2')).toBe('192.0.2.10')
  addresses.splice(0, 1)
  await expect.poll(() => answersAt('127.0.0.1')).toBe('ECONNREFUSED')
  expect(await answersAt('127.0.0.2')).toBe('192.0.2.10')
})

it('reports an address that cannot be bound once, tries it again, and serves the others', async () => {
  let looks = 0
  const machine = machineWith(['127.0.0.1', '203.0.113.77'])
  const counting = { ...machine, localAddresses: (family: 4 | 6) => (++looks > 0 ? machine.localAddresses(family) : []) }
  await using server = await serve({ listen: ['0.0.0.0:0'] }, undefined, counting)
  using client = await openClient(server.port)
  expect(addressIn(await client.ask(asked))).toBe('192.0.2.10')
  await expect.poll(() => looks).toBeGreaterThan(3)
  expect(server.sightings.filter(({ outcome }) => outcome === 'address not bound')).toMatchObject([
    { client: '203.0.113.77', answered: false, unusual: true, detail: `203.0.113.77:${server.port} EADDRNOTAVAIL` },
  ])
})

it('leaves alone the one address whose port another program has', async () => {
  await using other = await serve({ listen: ['127.0.0.2:0'] })
  await using server = await serve({ listen: [`0.0.0.0:${other.port}`] }, undefined, machineWith(['127.0.0.1', '127.0.0.2']))
  expect(server.sightings).toMatchObject([{ outcome: 'address not bound', detail: `127.0.0.2:${other.port} EADDRINUSE` }])
})

it('rejects when the port is taken at every address', async () => {
  await using other = await serve()
  await expect(serve({ listen: [`0.0.0.0:${other.port}`] }, undefined, machineWith(['127.0.0.1']))).rejects.toMatchObject({
    code: 'EADDRINUSE',
    port: other.port,
  })
})

it('waits for addresses where a family has none', async () => {
  await using server = await serve({ listen: ['127.0.0.1:0', '[::]:0'] }, undefined, machineWith([]))
  expect(server.sightings).toEqual([])
})
