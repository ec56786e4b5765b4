import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import type { UdpAnswer } from './ask-by-udp.ts'
import { capture, readFields } from './capture.ts'
import { type Machine, onlyOfWpadd, run } from './lab.ts'

const url = 'http://10.99.0.1/wpad.dat'
const anywhere = '255.255.255.255'

interface Wanted {
  type?: number
  source?: string
  parameters?: readonly number[]
}

/** The packet of KDE's proxyscout, byte for byte but for its random number: no hardware address, one option wanted, 548 bytes. */
function kdeInform({ type = 8, source = '10.99.0.20', parameters = [252] }: Wanted = {}): Buffer {
  const packet = Buffer.alloc(548)
  packet.set([1, 0, 0, 0, 0x4b, 0x44, 0x45, 0x21])
  packet.set(source.split('.').map(Number), 12)
  packet.set([0x63, 0x82, 0x53, 0x63, 53, 1, type, 55, parameters.length, ...parameters, 255], 236)
  return packet
}

async function ask(machine: Machine, packet: Buffer, { from = 68, to = anywhere, seconds = 0.5 } = {}): Promise<UdpAnswer[]> {
  const script = `${import.meta.dirname}/ask-by-udp.ts`
  const ask = [script, String(from), to, '67', packet.toString('hex'), String(seconds * 1000)]
  const { output } = await run(machine, 10, process.execPath, ...ask)
  return JSON.parse(output)
}

/** A reader of our own, so that the daemon's is not its own witness. */
function options(answer: UdpAnswer | undefined): Map<number, Buffer> {
  const bytes = Buffer.from(answer?.hex ?? '', 'hex')
  const found = new Map<number, Buffer>()
  for (let at = 240; at < bytes.length && bytes[at] !== 255; ) {
    const code = bytes[at] ?? 0
    const length = bytes[at + 1] ?? 0
    if (code !== 0) found.set(code, bytes.subarray(at + 2, at + 2 + length))
    at += code === 0 ? 1 : 2 + length
  }
  return found
}

it('D1 D3 D9 D15: the exact INFORM of KDE is answered at its source with the URL, every field as KDE wants it', async () => {
  const answers = await ask('wl-client', kdeInform())
  expect(answers).toHaveLength(1)
  expect(answers[0]).toMatchObject({ from: '10.99.0.1', port: 67 })
  const bytes = Buffer.from(answers[0]?.hex ?? '', 'hex')
  expect(bytes.length).toBeGreaterThanOrEqual(300)
  expect(bytes.subarray(0, 8).toString('hex')).toBe('020000004b444521')
  expect([...bytes.subarray(12, 16)]).toEqual([10, 99, 0, 20])
  expect(bytes.readUInt32BE(16)).toBe(0)
  expect(options(answers[0]).get(53)).toEqual(Buffer.of(5))
  expect(options(answers[0]).get(54)).toEqual(Buffer.of(10, 99, 0, 1))
  expect(options(answers[0]).get(252)?.toString('latin1')).toBe(url)
})

it('D9: an INFORM sent straight to us, from a port of its own, is answered there', async () => {
  const answers = await ask('wl-client', kdeInform(), { from: 40068, to: '10.99.0.1' })
  expect(answers.map((answer) => options(answer).get(252)?.toString('latin1'))).toEqual([url])
})

it('D9: a broadcast INFORM from 0.0.0.0 is answered by broadcast, since there is one interface', async (context) => {
  onlyOfWpadd(context)
  const answers = await ask('wl-bare', kdeInform({ source: '0.0.0.0' }))
  expect(answers.map((answer) => options(answer).get(252)?.toString('latin1'))).toEqual([url])
})

it.each([
  ['a DISCOVER', { type: 1 }],
  ['a REQUEST', { type: 3 }],
] as const)('D2: %s gets silence', async (_, wanted) => {
  expect(await ask('wl-client', kdeInform(wanted), { seconds: 1 })).toEqual([])
})

it('D5: an INFORM that asks for nothing of ours gets silence', async (context) => {
  onlyOfWpadd(context)
  expect(await ask('wl-client', kdeInform({ parameters: [1, 3, 6, 15] }), { seconds: 1 })).toEqual([])
})

it('D14: an INFORM that names another machine as its own address makes us send that machine nothing', async (context) => {
  onlyOfWpadd(context)
  const file = join(inject('labFolder'), 'reflector.pcap')
  const stopCapture = await capture('wl-server', file)
  const answers = await ask('wl-client', kdeInform({ source: '10.99.0.30' }), { seconds: 1 })
  await stopCapture()
  const destinations = readFields(file, 'dhcp && ip.src == 10.99.0.1', ['ip.dst']).flat()
  expect(destinations).toEqual(answers.map(() => '10.99.0.20'))
})
