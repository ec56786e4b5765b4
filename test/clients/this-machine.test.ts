import { isIP } from 'node:net'
import { expect, it } from 'vitest'
import { addressTowards } from '../../src/clients/network.ts'
import { searchListIn, systemAddresses, systemName, systemSearchList, systemServers } from '../../src/clients/this-machine.ts'

const files: [string, string[] | undefined][] = [
  ['nameserver 192.0.2.1\nsearch branch.example.com example.com\n', ['branch.example.com', 'example.com']],
  ['search example.org\ndomain Example.com.\n', ['example.com']],
  ['# search example.com\n', undefined],
  ['search .\n', undefined],
  ['search   a.example\tb.example  \n', ['a.example', 'b.example']],
  ['', undefined],
]
it.each(files)('C2: the search list in %j is %j', (text, list) => {
  expect(searchListIn(text)).toEqual(list)
})

it('C2: a machine without such a file has no list', () => {
  expect(systemSearchList('/nowhere/resolv.conf')).toBeUndefined()
})

it('knows this machine', () => {
  for (const { address, port } of systemServers()) expect([isIP(address.replace(/%.*/, '')) > 0, port > 0]).toEqual([true, true])
  expect(systemAddresses().filter((address) => address.startsWith('127.') || isIP(address) === 0)).toEqual([])
  expect(systemName()).toMatch(/^[^A-Z]+$/)
})

it('knows which of its addresses leads to another', async () => {
  expect(await addressTowards({ address: '127.0.0.1', port: 53 })).toBe('127.0.0.1')
})
