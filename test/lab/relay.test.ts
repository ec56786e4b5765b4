import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { ask, kdeInform, options } from './ask-dhcp.ts'
import { capture, readFields } from './capture.ts'
import { runClient } from './client.ts'
import { isInstalled, needs, onlyOfWpadd, start, until } from './lab.ts'

// wl-remote is behind wl-relay, where dhcrelay adds option 82; its subnet is a site of its own
const url = 'http://10.99.0.1/proxy.pac'
let relay: ChildProcess | undefined

beforeAll(async () => {
  if (!isInstalled('dhcrelay')) return
  const file = join(inject('labFolder'), 'dhcrelay.pid')
  relay = start('wl-relay', 'dhcrelay', '-4', '-d', '-a', '-pf', file, '-id', 'eth1', '-iu', 'eth0', '10.99.0.1')
  let heard = ''
  relay.stderr?.on('data', (text) => {
    heard += text
  })
  await until('dhcrelay starts', 10, () => heard.includes('Sending on   Socket'))
})

afterAll(() => {
  relay?.kill()
})

beforeEach((context) => {
  onlyOfWpadd(context)
  needs(context, 'dhcrelay')
})

it('D3 D7 D10 D15: KDE behind a relay is answered by us directly, with its own site and the relay information last', async () => {
  const answers = await ask('wl-remote', kdeInform({ source: '10.99.1.20' }))
  expect(answers.map(({ from, port }) => [from, port])).toEqual([['10.99.0.1', 67]])
  const bytes = Buffer.from(answers[0]?.hex ?? '', 'hex')
  expect([...bytes.subarray(24, 28)]).toEqual([10, 99, 1, 254])
  const found = options(answers[0])
  expect(found.get(252)?.toString('latin1')).toBe(url)
  expect([...found.keys()]).toEqual([53, 54, 252, 82])
  expect(found.get(82)?.toString('latin1')).toContain('\x01\x04eth1')
})

it('D10: the same again is answered there again, and not where the relay sent it from', async () => {
  for (let i = 0; i < 2; i++) {
    const answers = await ask('wl-remote', kdeInform({ source: '10.99.1.20' }))
    expect(answers.map(({ from }) => from)).toEqual(['10.99.0.1'])
  }
})

it('D10: a client without an address behind a relay is answered through it, by broadcast', async () => {
  const answers = await ask('wl-remote', kdeInform({ source: '0.0.0.0' }))
  expect(answers.map(({ from, port }) => [from, port])).toEqual([['10.99.1.254', 67]])
  expect(Buffer.from(answers[0]?.hex ?? '', 'hex').readUInt16BE(10)).toBe(0x8000)
  expect(options(answers[0]).get(252)?.toString('latin1')).toBe(url)
})

it('D1 D3 D10: dhcpcd --inform behind a relay takes the ACK and prints the URL', async (context) => {
  needs(context, 'dhcpcd')
  const { output } = await runClient('dhcpcd_informs', { machine: 'wl-remote' })
  expect(output).toContain('reason=INFORM')
  expect(output).toMatch(/^new_wpad_url=http:\/\/10\.99\.0\.1\/proxy\.pac$/m)
})

it('D6 D10: the circuit that a relay names chooses the URL of a class', async () => {
  const inform = kdeInform({ source: '10.99.1.20' })
  const kiosk = Buffer.from([53, 1, 8, 55, 1, 252, 60, 5, ...Buffer.from('kiosk'), 255])
  inform.set(kiosk, 240)
  const answers = await ask('wl-remote', inform)
  expect(answers.map((answer) => options(answer).get(252)?.toString('latin1'))).toEqual(['http://10.99.0.1/wpad.dat?kiosk'])
  inform.set([10, 99, 0, 20], 12)
  const unrelayed = await ask('wl-client', inform)
  expect(unrelayed.map((answer) => options(answer).get(252)?.toString('latin1'))).toEqual(['http://10.99.0.1/wpad.dat'])
})

it('D5: what else the site tells is sent when it is asked for, in the order of the question', async () => {
  const answers = await ask('wl-remote', kdeInform({ source: '10.99.1.20', parameters: [119, 252, 1, 6, 15] }))
  const found = options(answers[0])
  expect([...found.keys()]).toEqual([53, 54, 119, 252, 6, 15, 82])
  expect(found.get(6)).toEqual(Buffer.of(10, 99, 0, 1))
  expect(found.get(15)?.toString('latin1')).toBe('branch.example.test')
})

it('D14: a forged relay packet makes us send nothing to a stranger, to everyone or to ourselves', async () => {
  const file = join(inject('labFolder'), 'forged.pcap')
  const stopCapture = await capture('wl-server', file)
  for (const source of ['172.16.9.9', '10.99.0.255', '255.255.255.255', '127.0.0.1', '10.99.0.1', '224.0.0.1']) {
    const forged = kdeInform({ source })
    forged.set([10, 99, 0, 20], 24)
    await ask('wl-client', forged, { to: '10.99.0.1', seconds: 0.2 })
  }
  await stopCapture()
  expect(readFields(file, 'dhcp && ip.src == 10.99.0.1', ['ip.dst'])).toEqual([])
  expect(readFields(file, 'dhcp && ip.dst == 10.99.0.1', ['ip.src'])).toHaveLength(6)
})
