import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openAccounts } from '../../src/store/accounts.ts'
import { openAudit, usualBounds } from '../../src/store/audit.ts'
import { openDatabase } from '../../src/store/database.ts'
import { askName } from '../support/ask.ts'
import { type Configured, configText, configured } from '../support/configured.ts'
import { type Program, startWpadd, until, wpadd } from '../support/program.ts'

const kept = (config: Configured, admin = `127.0.0.1:${config.ports.admin}`) =>
  configText(config.ports)
    .replace('store: off', 'store: { path: state/wpadd.db }')
    .replace(/admin: .*/, `admin: { listen: ['${admin}'] }`)

async function serving({ file }: Configured): Promise<Program> {
  const program = startWpadd(['serve', '--config', file])
  await program.prints(/"ready: /)
  return program
}

function at({ ports }: Configured, path: string): string {
  return `http://127.0.0.1:${ports.admin}${path}`
}

function signIn(config: Configured, name: string, password: string): Promise<Response> {
  return fetch(at(config, '/sign-in'), { method: 'POST', body: new URLSearchParams({ name, password }), redirect: 'manual' })
}

async function firstPassword(program: Program): Promise<string> {
  const [, password = ''] = await program.prints(/"account":"admin","password":"([a-z2-9]{16})"/)
  return password
}

it('the first start tells a password once, which signs in for good', async () => {
  using config = await configured()
  config.write('wpadd.yaml', kept(config))
  await using first = await serving(config)
  const password = await firstPassword(first)
  expect((await signIn(config, 'admin', password)).status).toBe(303)
  first.child.kill('SIGTERM')
  await first.ended
  await using second = await serving(config)
  expect(second.err).not.toContain('password')
  expect((await signIn(config, 'admin', password)).status).toBe(303)
  await wpadd(['user', 'passwd', 'admin', '--generate', '--config', config.file])
  expect((await signIn(config, 'admin', password)).status).toBe(403)
})

it('kill -9 right after the answer loses no account and no audit entry', async () => {
  using config = await configured()
  config.write('wpadd.yaml', kept(config))
  let cookie = ''
  let password = ''
  for (let round = 0; round < 4; round++) {
    await using program = await serving(config)
    if (round === 0) password = await firstPassword(program)
    const signedIn = await signIn(config, 'admin', password)
    expect(signedIn.status).toBe(303)
    cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const body = JSON.stringify({ name: `person${round}`, role: 'viewer' })
    const headers = { cookie, 'content-type': 'application/json' }
    expect((await fetch(at(config, '/api/v1/accounts'), { method: 'POST', body, headers })).status).toBe(200)
    program.child.kill('SIGKILL')
    await program.ended
    using database = openDatabase(join(config.folder, 'state/wpadd.db'))
    expect(openAccounts(database).find(`person${round}`)).toMatchObject({ role: 'viewer' })
    const [last, before] = openAudit(database, usualBounds).read({ limit: 2 })
    expect(last).toMatchObject({ who: 'admin', origin: '127.0.0.1', action: 'account-added', target: `person${round}` })
    expect(before).toMatchObject({ who: 'admin', origin: '127.0.0.1', action: 'sign-in' })
  }
})

it('10,000 wrong passwords let nobody in; DNS answers meanwhile, and the memory has an end', async () => {
  using config = await configured()
  config.write('wpadd.yaml', kept(config))
  await using program = await serving(config)
  const before = residentBytes(program)
  const statuses = new Set<number>()
  let left = 10_000
  const guess = async () => {
    while (left > 0) {
      const { status, headers } = await signIn(config, left % 2 ? 'admin' : `name${left}`, `guess ${left--}`)
      statuses.add(status)
      expect(headers.get('set-cookie')).toBeNull()
    }
  }
  const guessers = Promise.all(Array.from({ length: 16 }, guess))
  let answers = 0
  const asked = (async () => {
    while (left > 0) {
      expect(await askName(config.ports.dns, 'wpad.branch.example.com')).toEqual(['127.0.0.1'])
      answers++
    }
  })()
  await Promise.all([guessers, asked])
  expect([...statuses].sort()).toEqual([403, 429])
  expect(answers).toBeGreaterThan(100)
  // one password being hashed takes 128 MiB; the rest is what the collector of the pages' thread may still hold
  expect(residentBytes(program) - before).toBeLessThan(400 * 2 ** 20)
})

it('connections that send a byte now and then are closed, and others are answered meanwhile', async () => {
  using config = await configured()
  config.write('wpadd.yaml', kept(config))
  await using _program = await serving(config)
  const slow = await Promise.all(Array.from({ length: 200 }, () => slowConnection(config.ports.admin)))
  expect((await fetch(at(config, '/healthz'))).status).toBe(200)
  expect(await askName(config.ports.dns, 'wpad.branch.example.com')).toEqual(['127.0.0.1'])
  const ends = await Promise.all(slow.map(({ closed }) => closed))
  expect(ends).toHaveLength(200)
})

it('beyond loopback one machine has a share of the connections, and `health` looks at HTTPS', async () => {
  using config = await configured()
  config.write('wpadd.yaml', kept(config, `0.0.0.0:${config.ports.admin}`))
  await using program = await serving(config)
  await program.prints(/SHA-256 [0-9A-F:]{95}/)
  expect(program.err).not.toContain('sign-in?token=')
  const greedy = await Promise.all(Array.from({ length: 100 }, () => slowConnection(config.ports.admin, '127.0.0.5')))
  const { code, out } = await wpadd(['health', '--config', config.file])
  expect(out).toMatch(/ok\s+admin .*200/)
  expect(code).toBe(0)
  await until('one machine has 32 connections at most', () => greedy.filter(({ socket }) => !socket.destroyed).length <= 32)
  for (const { socket } of greedy) socket.destroy()
})

interface Slow {
  readonly socket: Socket
  readonly closed: Promise<unknown>
}

// sends the start of a request and then a byte a second, as long as it may
async function slowConnection(port: number, localAddress = '127.0.0.1'): Promise<Slow> {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  const closed = once(socket, 'close')
  socket.on('error', () => {}) // a connection that is reset is closed
  socket.on('data', () => {})
  await Promise.race([once(socket, 'connect'), closed])
  socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')
  const drip = setInterval(() => socket.write('x'), 1000)
  socket.once('close', () => clearInterval(drip))
  return { socket, closed }
}

function residentBytes({ pid }: Program): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
