import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { ask, kdeInform, options } from './ask-dhcp.ts'
import { capture, readFields } from './capture.ts'
import { needs, onlyOfWpadd, start, until } from './lab.ts'

const url = 'http://10.99.0.1/wpad.dat'
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

it('D9 S3: a DHCP server that gives another URL does not stop ours: the client has both', async (context) => {
  onlyOfWpadd(context)
  needs(context, 'dnsmasq')
  const rogue = 'http://10.99.0.3/rogue.pac'
  const serve = ['--port=0', '--user=root', '--leasefile-ro', '--conf-file=/dev/null', '--log-facility=-', '--pid-file=']
  const range = ['--dhcp-range=10.99.0.100,10.99.0.150,255.255.255.0,1h', `--dhcp-option=252,${rogue}`]
  const dnsmasq = start('wl-proxy', 'dnsmasq', '-k', ...serve, ...range)
  let heard = ''
  dnsmasq.stderr?.on('data', (text) => {
    heard += text
  })
  try {
    await until('dnsmasq starts', 10, () => heard.includes('started'))
    const answers = await ask('wl-client', kdeInform())
    const told = answers.map((answer) => [answer.from, options(answer).get(252)?.toString('latin1').replace(/\0$/, '')])
    expect(told.sort()).toEqual([
      ['10.99.0.1', url],
      ['10.99.0.3', rogue],
    ])
  } finally {
    dnsmasq.kill()
  }
})
