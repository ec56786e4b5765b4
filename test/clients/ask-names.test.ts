import { describe, expect, it } from 'vitest'
import { askNames, readReply } from '../../src/clients/ask-names.ts'
import { reverseName } from '../../src/clients/progress.ts'
import { Type } from '../../src/dns/codes.ts'
import type { DnsReply } from '../../src/dns/message.ts'
import { negative, positive } from './dns-wire.ts'
import { openSocket } from './lan.ts'

function reply(type: number, values: string[], rcode = 0): DnsReply {
  const answers = values.map((value) => ({ name: 'wpad.example.com', type, ttl: 300, value }))
  return { id: 1, rcode, authoritative: false, truncated: false, question: undefined, answers }
}

describe('what a client makes of a reply', () => {
  const rows: [string, ...Parameters<typeof readReply>, string, string][] = [
    ['addresses', reply(Type.A, ['192.0.2.10', '192.0.2.11']), 'A', 'found', '192.0.2.10, 192.0.2.11'],
    ['no such name', reply(Type.A, [], 3), 'A', 'nothing', 'NXDOMAIN'],
    ['no such record', reply(Type.A, []), 'AAAA', 'nothing', 'NODATA'],
    ['a record of another type', reply(Type.CNAME, ['a.example.com']), 'A', 'nothing', 'NODATA'],
    ['a refusal', reply(Type.A, [], 5), 'A', 'failed', 'REFUSED'],
    ['trouble', reply(Type.A, [], 2), 'A', 'nothing', 'SERVFAIL'],
    ['another error', reply(Type.A, [], 1), 'A', 'failed', 'error 1'],
    ['a service', reply(Type.SRV, ['0 0 8080 wpad.example.com']), 'SRV', 'found', 'http://wpad.example.com:8080/wpad.dat'],
    ['a service on port 80', reply(Type.SRV, ['0 0 80 wpad.example.com']), 'SRV', 'found', 'http://wpad.example.com/wpad.dat'],
    ['no service', reply(Type.SRV, ['0 0 0 .']), 'SRV', 'nothing', '0 0 0 .'],
    ['a URL', reply(Type.TXT, ['service: wpad:http://192.0.2.10:80/a']), 'TXT', 'found', 'http://192.0.2.10:80/a'],
    ['another text', reply(Type.TXT, ['v=spf1 -all']), 'TXT', 'nothing', 'v=spf1 -all'],
    ['a boundary', reply(Type.SOA, ['']), 'SOA', 'found', '1 record'],
  ]
  it.each(rows)('W3 N2: %s', (_, given, type, end, says) => {
    expect(readReply(given, type)).toMatchObject({ end, says })
  })
})

const question = { type: 'A', attempts: 1 } as const
const at = (port: number) => ({ address: '127.0.0.1', port })
const endOf = (bytes: Buffer) => bytes.indexOf(0, 12) + 5

describe('asking', () => {
  it('N8: goes to the next server when one says nothing, refuses, or is in trouble', async () => {
    await using silent = await openSocket(() => {})
    await using refusing = await openSocket((bytes, _, answer) => answer(negative(bytes, endOf(bytes), 5)))
    await using good = await openSocket((bytes, _, answer) =>
      answer(positive(bytes, endOf(bytes), 1, Buffer.from([192, 0, 2, 10]))),
    )
    const servers = [at(silent.port), at(refusing.port), at(good.port)]
    expect((await askNames(servers, 'wpad.example.com', question, 100)).values).toEqual(['192.0.2.10'])
    expect(await askNames(servers.slice(0, 2), 'wpad.example.com', question, 100)).toMatchObject({
      end: 'failed',
      says: 'REFUSED',
    })
  })

  it('N8: asks as often as the client, and then says that there was no answer', async () => {
    let asked = 0
    await using silent = await openSocket(() => {
      asked++
    })
    const outcome = await askNames([at(silent.port)], 'wpad.example.com', { type: 'A', attempts: 2 }, 60)
    expect(outcome).toMatchObject({ end: 'silent', reason: 'no DNS answer' })
    expect(asked).toBe(2)
  })

  it('does not throw at a name that fits no question, nor without servers or time', async () => {
    expect(await askNames([at(1)], `${'a'.repeat(80)}.example.com`, question, 60)).toMatchObject({ end: 'silent' })
    expect(await askNames([], 'wpad.example.com', question, 60)).toMatchObject({ end: 'silent', reason: 'no DNS server' })
    expect(await askNames([at(1)], 'wpad.example.com', question, 0)).toMatchObject({ end: 'silent', reason: 'too late' })
  })
})

it.each([
  ['192.0.2.10', '10.2.0.192.in-addr.arpa'],
  ['2001:db8::1', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'],
])('the reverse of %s is %s', (address, name) => {
  expect(reverseName(address)).toBe(name)
})
