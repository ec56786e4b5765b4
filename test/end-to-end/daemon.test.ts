import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { seeds as dhcpSeeds } from '../fuzz/dhcp.ts'
import { seeds as dnsSeeds } from '../fuzz/dns.ts'
import { mutations } from '../fuzz/mutate.ts'
import { askDhcp, askName, getPac, openUdp } from '../support/ask.ts'
import { type Configured, configText, configured, pacFor } from '../support/configured.ts'
import { needs, skipLoudly } from '../support/needs.ts'
import { isFree } from '../support/ports.ts'
import { type Program, root, start, startWpadd, until, wpadd } from '../support/program.ts'

const ready = /"ready: /
// what is published at the start has nothing before it
const replaced = /"before":"\w+","msg":"PAC published"/

async function serving({ file }: Configured, ...words: string[]): Promise<Program> {
  const program = startWpadd(['serve', '--config', file, ...words])
  await program.prints(ready)
  return program
}

// of a process's threads but its first
function nicenesses(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    try {
      return Number(thread) === pid ? [] : [getPriority(Number(thread))]
    } catch {
      return [] // it has just ended
    }
  })
}

async function allFree({ ports }: Configured): Promise<boolean> {
  return (await Promise.all(Object.values(ports).map(isFree))).every(Boolean)
}

it('W1 W2 W3: serves the file, the name and the option on the ports of its configuration', async () => {
  using config = await configured()
  await using _program = await serving(config)
  const { http, dns, dhcp, admin } = config.ports
  expect(await getPac(http)).toBe(pacFor('first.example.com:3128'))
  expect(await askName(dns, 'wpad.branch.example.com')).toEqual(['127.0.0.1'])
  expect(await askDhcp(dhcp)).toBe(`http://127.0.0.1:${http}/wpad.dat`)
  expect((await fetch(`http://127.0.0.1:${admin}/healthz`)).status).toBe(200)
})

it.skipIf(!existsSync('/proc/self/task'))(
  'every thread but the one that answers clients yields, after a reload too',
  async () => {
    using config = await configured()
    await using program = await serving(config)
    const least = () => Math.min(...nicenesses(program.pid))
    expect(getPriority(program.pid)).toBe(getPriority())
    await until('all others yield', () => least() >= 10)
    config.write('office.pac', pacFor('second.example.com:3128'))
    program.child.kill('SIGHUP')
    await program.prints(replaced)
    await until('all others yield', () => least() >= 10)
  },
)

it('logs JSON, a line each, when nobody watches a terminal', async () => {
  using config = await configured()
  await using program = await serving(config)
  program.child.kill('SIGTERM')
  await program.ended
  const lines = program.err
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.length).toBeGreaterThan(4)
  for (const line of lines)
    expect(line).toMatchObject({ level: expect.any(Number), time: expect.any(String), msg: expect.any(String) })
})

it('logs lines for people on a terminal', async (context) => {
  needs(context, 'script', 'Debian package bsdutils')
  using config = await configured()
  const words = [process.execPath, join(root, 'src/main.ts'), 'serve', '--config', config.file].map((word) => `'${word}'`)
  // exec: dash stays between, and dies of the Ctrl-C itself
  await using program = start('script', ['--quiet', '--return', '--command', `exec ${words.join(' ')}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { SHELL: '/bin/sh' },
  })
  const [line] = await program.prints(/^.*ready: .*$/m)
  expect(line).toMatch(/INFO/)
  expect(line).not.toMatch(/^\{/)
  // the terminal's own Ctrl-C
  program.child.stdin?.write('\x03')
  expect(await program.ended).toMatchObject({ code: 0 })
})

it('SIGHUP takes a good configuration', async () => {
  using config = await configured()
  await using program = await serving(config)
  await expect(askName(config.ports.dns, 'wpad.other.example.com')).rejects.toThrow('EREFUSED')
  config.write('second.pac', pacFor('second.example.com:3128'))
  config.write('wpadd.yaml', configText(config.ports, 'domains: [other.example.com]').replace('office.pac', 'second.pac'))
  program.child.kill('SIGHUP')
  await program.prints(/configuration taken/)
  expect(await askName(config.ports.dns, 'wpad.other.example.com')).toEqual(['127.0.0.1'])
  await expect(askName(config.ports.dns, 'wpad.branch.example.com')).rejects.toThrow('EREFUSED')
  expect(await getPac(config.ports.http)).toContain('second.example.com')
})

const refused: [string, (config: Configured) => string, RegExp][] = [
  [
    'has a value that is none',
    ({ ports }) => configText(ports, 'subnets: [10.0.0/8]'),
    /wpadd\.yaml:4: sites\[0\]\.subnets\[0\]: .*10\.0\.0\/8/,
  ],
  ['names a PAC that is not there', ({ ports }) => configText(ports).replace('office.pac', 'gone.pac'), /gone\.pac/],
  ['is no YAML', () => 'sites: [', /wpadd\.yaml/],
  [
    'wants an address that is not ours',
    ({ ports }) => configText(ports).replace(`127.0.0.1:${ports.dns}`, '192.0.2.1:5353'),
    /dns: 192\.0\.2\.1:5353 is not an address of this host/,
  ],
]

it.each(refused)('SIGHUP refuses a configuration that %s, and the last good one goes on', async (_, text, problem) => {
  using config = await configured()
  await using program = await serving(config)
  config.write('wpadd.yaml', text(config))
  program.child.kill('SIGHUP')
  const [line] = await program.prints(/^.*configuration refused.*$/m)
  expect(JSON.parse(line).msg).toMatch(problem)
  await answersAsBefore(config)
  config.write('wpadd.yaml', configText(config.ports))
  program.child.kill('SIGHUP')
  await program.prints(/configuration taken/)
  await answersAsBefore(config)
})

async function answersAsBefore({ ports }: Configured): Promise<void> {
  expect(await askName(ports.dns, 'wpad.branch.example.com')).toEqual(['127.0.0.1'])
  expect(await getPac(ports.http)).toContain('first.example.com')
  expect(await askDhcp(ports.dhcp)).toBe(`http://127.0.0.1:${ports.http}/wpad.dat`)
}

it('serves a PAC file that changes at once, without a signal', async () => {
  using config = await configured()
  await using program = await serving(config)
  config.write('office.pac', pacFor('second.example.com:3128'))
  await program.prints(replaced)
  expect(await getPac(config.ports.http)).toContain('second.example.com')
})

it('refuses a PAC file with a missing brace, serves the last good one, and takes it once it is mended', async () => {
  using config = await configured()
  await using program = await serving(config)
  config.write('office.pac', pacFor('second.example.com:3128').replace('}', ''))
  const [line] = await program.prints(/^.*PAC refused.*$/m)
  expect(JSON.parse(line).msg).toContain('office.pac')
  expect(await getPac(config.ports.http)).toContain('first.example.com')
  config.write('office.pac', pacFor('third.example.com:3128'))
  await program.prints(replaced)
  expect(await getPac(config.ports.http)).toContain('third.example.com')
})

it.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly, with its ports free', async (signal) => {
  using config = await configured()
  await using program = await serving(config)
  // what clients have open must not hold it up
  await getPac(config.ports.http)
  program.child.kill(signal)
  expect(await program.ended).toEqual({ code: 0, signal: null })
  expect(await allFree(config)).toBe(true)
})

it.each(['dns', 'http', 'admin'] as const)(
  'ends with 1 and advice when the port of %s is taken, and holds no other',
  async (name) => {
    using config = await configured()
    const taken = { ...config.ports, dns: config.ports[name] }
    // the DNS of another wpadd is what takes it, by UDP and TCP
    using other = await configured()
    other.write('wpadd.yaml', configText({ ...other.ports, dns: taken.dns }))
    await using _holder = await serving(other)
    const { code, err } = await wpadd(['serve', '--config', config.file])
    expect(code).toBe(1)
    expect(err).toContain(`${name}: 127.0.0.1:${config.ports[name]} is taken by another program (ss -lntup`)
    expect(err).not.toMatch(/\n\s+at /)
    const free = Object.entries(config.ports).filter(([each]) => each !== name)
    expect(await Promise.all(free.map(([, port]) => isFree(port)))).toEqual([true, true, true])
  },
)

it('ends with 1 when the port of dhcp is taken', async () => {
  using config = await configured()
  await using holder = createSocket('udp4').bind(config.ports.dhcp, '127.0.0.1')
  await once(holder, 'listening')
  const { code, err } = await wpadd(['serve', '--config', config.file])
  expect(code).toBe(1)
  expect(err).toContain(`dhcp: 127.0.0.1:${config.ports.dhcp} is taken by another program`)
})

const sections: [string, number][] = [
  ['dhcp', 67],
  ['dns', 53],
  ['http', 80],
]

it.for(sections)(
  'names the capability when an ordinary user may not open the port of %s, %i',
  async ([section, port], context) => {
    const lowest = Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'))
    if (lowest <= port) return skipLoudly(context, `every user may open port ${port} here`)
    using config = await configured()
    config.write('wpadd.yaml', configText({ ...config.ports, [section]: port }))
    chmodSync(config.folder, 0o755)
    const ordinary = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const { code, err } = await wpadd(['serve', '--config', config.file], ordinary)
    expect(code).toBe(1)
    expect(err).toContain(`${section}: 127.0.0.1:${port} needs the capability CAP_NET_BIND_SERVICE`)
    expect(err).toContain('AmbientCapabilities=CAP_NET_BIND_SERVICE')
  },
)

it.each(['SIGHUP', 'SIGTERM', 'SIGKILL'] as const)('%s to npm leaves no orphan behind', async (signal) => {
  using config = await configured()
  await using npm = start('npm', ['start', '--', '--config', config.file], { cwd: root })
  await npm.prints(ready)
  npm.child.kill(signal)
  await until('the ports are free', () => allFree(config))
})

it("a terminal's Ctrl-C, which reaches npm, its shell and the program, ends all three", async () => {
  using config = await configured()
  await using npm = start('npm', ['start', '--', '--config', config.file], { cwd: root })
  await npm.prints(ready)
  process.kill(-npm.pid, 'SIGINT')
  await npm.ended
  expect(npm.err).toContain('ending (SIGINT)')
  expect(await allFree(config)).toBe(true)
})

it('tells systemd when it is ready, and when it ends', async (context) => {
  needs(context, 'systemd-notify', 'Debian package systemd')
  needs(context, 'python3', 'Debian package python3')
  using config = await configured()
  const path = join(config.folder, 'notify')
  await using systemd = start('python3', ['-u', join(root, 'test/support/notify-socket.py'), path])
  await systemd.prints(/listening/)
  await using program = startWpadd(['serve', '--config', config.file], { env: { NOTIFY_SOCKET: path } })
  await systemd.prints(/READY=1/)
  await systemd.prints(/STATUS=.*office/)
  // it was told after the sockets were open, not before
  await answersAsBefore(config)
  program.child.kill('SIGTERM')
  await systemd.prints(/STOPPING=1/)
  expect(await program.ended).toEqual({ code: 0, signal: null })
})

it('runs without systemd-notify, and says that it could not tell', async () => {
  using config = await configured()
  const env = { NOTIFY_SOCKET: join(config.folder, 'notify'), PATH: config.folder }
  await using program = startWpadd(['serve', '--config', config.file], { env })
  await program.prints(/systemd could not be told/)
  await answersAsBefore(config)
})

it('D13 N5 N7: a flood of mutated packets leaves a line a second of each kind, and the answers come', async () => {
  using config = await configured()
  await using program = await serving(config)
  await using socket = await openUdp()
  const started = performance.now()
  await flood(socket, config.ports.dhcp, mutations(dhcpSeeds(), 10_000, 1))
  await flood(socket, config.ports.dns, mutations(dnsSeeds(), 10_000, 1))
  await answersAsBefore(config)
  const seconds = (performance.now() - started) / 1000
  const warnings = program.err.split('\n').filter((line) => line.includes('"level":40'))
  expect(warnings.length).toBeGreaterThan(0)
  const kinds = new Set(warnings.map((line) => JSON.parse(line).msg))
  expect(warnings.length).toBeLessThanOrEqual(kinds.size * (Math.floor(seconds) + 2))
})

/** Sends packets a few at a time, so that the system's buffers take most of them. */
async function flood(socket: Socket, port: number, packets: Iterable<Buffer>): Promise<void> {
  let sent = 0
  for (const packet of packets) {
    socket.send(packet, port, '127.0.0.1')
    if (++sent % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

it('health: 0 when every service answers, 1 when none does', async () => {
  using config = await configured()
  const none = await wpadd(['health', '--config', config.file])
  expect(none.code).toBe(1)
  expect(none.out.match(/^FAIL /gm)).toHaveLength(4)
  await using _program = await serving(config)
  const all = await wpadd(['health', '--config', config.file])
  expect(all).toMatchObject({ code: 0, err: '' })
  expect(all.out.match(/^ok {4}/gm)).toHaveLength(4)
  const json = await wpadd(['health', '--config', config.file, '--json'])
  expect(JSON.parse(json.out)).toMatchObject({ ok: true, checks: expect.any(Array) })
})

it('health: 1 when a single service does not answer', async () => {
  using config = await configured()
  config.write('partly.yaml', configText(config.ports).replace(/dns: .*/, 'dns: off'))
  await using program = startWpadd(['serve', '--config', join(config.folder, 'partly.yaml')])
  await program.prints(ready)
  const { code, out } = await wpadd(['health', '--config', config.file])
  expect(code).toBe(1)
  expect(out).toMatch(/^FAIL +dns /m)
  expect(out.match(/^ok /gm)).toHaveLength(3)
})
