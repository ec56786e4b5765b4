import { type ChildProcess, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { ask, kdeInform, options } from './ask-dhcp.ts'
import { capture, readFields } from './capture.ts'
import { isInstalled, needs, onlyOfWpadd, start, until } from './lab.ts'

// a second wpadd, on wl-relay, which stands in both subnets
const here = import.meta.dirname
let daemon: ChildProcess | undefined

beforeAll(async () => {
  if (!isInstalled('python3')) return
  const serve = [process.execPath, join(here, '../../src/main.ts'), 'serve', '--config', join(here, 'two-interfaces.yaml')]
  daemon = start('wl-relay', 'python3', join(here, 'hand-over.py'), 'eth0,eth1', ...serve)
  let heard = ''
  daemon.stderr?.on('data', (text) => {
    heard += text
  })
  await until('the second wpadd is ready', 20, () => heard.includes('ready: '))
})

afterAll(() => {
  daemon?.kill()
})

beforeEach((context) => {
  onlyOfWpadd(context)
  needs(context, 'python3')
})

const told = (answers: Awaited<ReturnType<typeof ask>>) =>
  answers
    .filter(({ from }) => from.endsWith('.254'))
    .map((answer) => [answer.from, options(answer).get(54)?.join('.'), options(answer).get(252)?.toString('latin1')])

it.each([
  ['wl-client', '10.99.0.20', '10.99.0.254', 'http://10.99.0.254/lab.pac'],
  ['wl-remote', '10.99.1.20', '10.99.1.254', 'http://10.99.1.254/remote.pac'],
] as const)('D4 D9: %s, %s, is answered from our address on its subnet, which is the server identifier', async (...given) => {
  const [machine, source, ours, url] = given
  expect(told(await ask(machine, kdeInform({ source })))).toEqual([[ours, ours, url]])
})

it('D4 D9: a client without an address is answered by broadcast on its own link, and nowhere else', async () => {
  const ip = (...args: string[]) => execFileSync('ip', ['-n', 'wl-remote', ...args])
  const file = join(inject('labFolder'), 'other-link.pcap')
  ip('addr', 'flush', 'dev', 'eth0')
  ip('route', 'add', 'default', 'dev', 'eth0')
  try {
    const stopCapture = await capture('wl-relay', file)
    const answers = await ask('wl-remote', kdeInform({ source: '0.0.0.0' }))
    await stopCapture()
    expect(told(answers)).toEqual([['10.99.1.254', '10.99.1.254', 'http://10.99.1.254/remote.pac']])
    // the capture is of eth0, the other link
    expect(readFields(file, 'dhcp', ['ip.src'])).toEqual([])
  } finally {
    ip('route', 'flush', 'dev', 'eth0')
    ip('addr', 'add', '10.99.1.20/24', 'dev', 'eth0')
    ip('route', 'add', 'default', 'via', '10.99.1.254')
  }
})

it('D4 D9: so it is on the first link', async () => {
  expect(told(await ask('wl-bare', kdeInform({ source: '0.0.0.0' })))).toEqual([
    ['10.99.0.254', '10.99.0.254', 'http://10.99.0.254/lab.pac'],
  ])
})
