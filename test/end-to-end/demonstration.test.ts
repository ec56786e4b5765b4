import { mkdirSync, mkdtempDisposableSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { askDhcp, askName, getPac } from '../support/ask.ts'
import { isInstalled } from '../support/needs.ts'
import { isFree } from '../support/ports.ts'
import { main, root, run, start, startWpadd, wpadd } from '../support/program.ts'

const ports = { http: 8080, dns: 5300, dhcp: 6767, admin: 8081 }
const office = readFileSync(join(root, 'pac/examples/office.pac'), 'utf8')

async function answersAll(): Promise<void> {
  expect(await getPac(ports.http)).toBe(office)
  expect(await askName(ports.dns, 'wpad.branch.example.com')).toEqual(['127.0.0.1'])
  expect(await askName(ports.dns, 'wpad.example.com')).toEqual(['127.0.0.1'])
  expect(await askDhcp(ports.dhcp)).toBe('http://127.0.0.1:8080/wpad.dat')
  expect((await fetch(`http://127.0.0.1:${ports.admin}/healthz`)).status).toBe(200)
}

it('npm start answers on the four ports of the demonstration and says what to try', async () => {
  const started = performance.now()
  await using npm = start('npm', ['start'], { cwd: root })
  const [link] = await npm.prints(/http:\/\/127\.0\.0\.1:8081\/sign-in\?token=[\w-]+/)
  await answersAll()
  expect(performance.now() - started).toBeLessThan(60_000)
  expect(npm.out).toContain('curl -i http://127.0.0.1:8080/wpad.dat')
  expect(npm.out).toContain('dig @127.0.0.1 -p 5300 wpad.branch.example.com')
  await signsInOnce(link)
  expect(await wpadd(['health'])).toMatchObject({ code: 0 })
  process.kill(-npm.pid, 'SIGINT')
  await npm.ended
  expect(await Promise.all(Object.values(ports).map(isFree))).toEqual([true, true, true, true])
})

async function signsInOnce(link: string): Promise<void> {
  const { origin, searchParams } = new URL(link)
  const post = () => fetch(`${origin}/sign-in`, { method: 'POST', body: searchParams, redirect: 'manual' })
  const first = await post()
  expect(first.status).toBe(303)
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await fetch(`${origin}/`, { headers: { cookie } })).status).toBe(200)
  expect((await post()).status).toBe(403)
}

it('what the demonstration says to try works', async () => {
  await using demonstration = startWpadd(['serve'], { cwd: root })
  await demonstration.prints(/sign-in\?token=/)
  const commands = demonstration.out.match(/^ {2}(curl|dig|wpadd) .*$/gm)?.map((line) => line.trim()) ?? []
  expect(commands.map((command) => command.split(' ')[0])).toEqual(['curl', 'dig', 'wpadd', 'wpadd'])
  const said = await Promise.all(
    commands
      .map((command) => command.replace(/^wpadd/, 'npm run -s wpadd --'))
      .filter((command) => isInstalled(command.split(' ')[0]!))
      .map((command) => run('sh', ['-c', command], { cwd: root })),
  )
  expect(said.map(({ code }) => code)).toEqual(said.map(() => 0))
  const all = said.map(({ out }) => out).join('\n')
  expect(all).toContain('PROXY proxy.example.com:3128')
})

it('the demonstration leaves nothing behind, wherever it is started', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-traces-'))
  const [home, temporary, here] = ['home', 'tmp', 'here'].map((name) => join(folder.path, name)) as [string, string, string]
  for (const each of [home, temporary, here]) mkdirSync(each)
  const env = { HOME: home, TMPDIR: temporary, XDG_CACHE_HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home }
  await using demonstration = start(process.execPath, [main, 'serve'], { cwd: here, env })
  await demonstration.prints(/sign-in\?token=/)
  await answersAll()
  demonstration.child.kill('SIGTERM')
  expect(await demonstration.ended).toEqual({ code: 0, signal: null })
  expect([home, temporary, here].flatMap((each) => readdirSync(each))).toEqual([])
})

it('a second demonstration says that the first has its ports', async () => {
  await using first = startWpadd(['serve'])
  await first.prints(/sign-in\?token=/)
  const { code, err, out } = await wpadd(['serve'])
  expect(code).toBe(1)
  expect(err).toMatch(/127\.0\.0\.1:8080 is taken by another program/)
  expect(out).toBe('')
  await answersAll()
})
