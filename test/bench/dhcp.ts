import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { median } from './median.ts'
import { type Frame, readFrames, udpPayload } from './pcap.ts'
import type { BenchRow } from './row.ts'

/** How the INFORMs are sent: one after another, or with a pause before the next, when the server has fallen asleep. */
const paces = [
  { what: 'DHCPINFORM, request to reply, one after another', pause: 0 },
  { what: 'DHCPINFORM, request to reply, 100 a second', pause: 10 },
] as const
const client = `wb-client-${process.pid}`

/** A server under test, in a network namespace of its own that shares a wire with the client. */
interface Server {
  readonly name: 'wpadd' | 'dnsmasq'
  readonly namespace: string
  readonly address: string
  readonly clientAddress: string
  readonly command: (address: string) => readonly [string, ...string[]]
}

const servers: readonly Server[] = [
  {
    name: 'wpadd',
    namespace: `wb-wpadd-${process.pid}`,
    address: '192.0.2.1',
    clientAddress: '192.0.2.20',
    command: (address) => [process.execPath, script('serve-dhcp.ts'), '0.0.0.0:67', `http://${address}/wpad.dat`],
  },
  {
    name: 'dnsmasq',
    namespace: `wb-dnsmasq-${process.pid}`,
    address: '198.51.100.1',
    clientAddress: '198.51.100.20',
    command: (address) => [
      ...(['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--port=0', '--quiet-dhcp', '--leasefile-ro'] as const),
      ...['--log-facility=/dev/null', '--pid-file=', '--dhcp-range=198.51.100.100,198.51.100.150,1h'],
      `--dhcp-option=252,http://${address}/wpad.dat`,
    ],
  },
]

/**
 * The time from a DHCPINFORM's arrival at the server's wire to its DHCPACK leaving there (the kernel's time stamps), of wpadd and
 * dnsmasq in alternating rounds of `requests`; medians of the rounds' medians, after one round to warm up. Needs root, for
 * network namespaces; without that, or a tool, it says so and gives no rows.
 */
export async function benchDhcp({ rounds, requests }: { rounds: number; requests: number }): Promise<BenchRow[]> {
  const missing = whatIsMissing()
  if (missing !== undefined) {
    process.stderr.write(`bench: dhcp SKIPPED: ${missing}\n`)
    return []
  }
  await using opened = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'wpadd-bench-'))
  opened.defer(() => rmSync(folder, { recursive: true }))
  openNetwork(opened)
  const stopCaptures = new AsyncDisposableStack()
  opened.use(stopCaptures)
  for (const server of servers) await openServer(server, opened, stopCaptures, folder)
  await askInRounds(rounds, requests)
  await stopCaptures.disposeAsync()
  return rows(rounds, folder)
}

function whatIsMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'it makes network namespaces: run it as root'
  const tools = ['ip', 'tcpdump', 'dnsmasq'].filter((tool) => spawnSync('which', [tool]).status !== 0)
  return tools.length === 0 ? undefined : `install ${tools.join(', ')}`
}

function openNetwork(opened: AsyncDisposableStack): void {
  const ip = (...args: string[]) => execFileSync('ip', args)
  const namespace = (name: string) => {
    ip('netns', 'add', name)
    opened.defer(() => void ip('netns', 'del', name))
    ip('-n', name, 'link', 'set', 'lo', 'up')
  }
  const address = (name: string, device: string, value: string) => {
    ip('-n', name, 'addr', 'add', `${value}/24`, 'dev', device)
    ip('-n', name, 'link', 'set', device, 'up')
  }
  namespace(client)
  for (const server of servers) {
    namespace(server.namespace)
    ip('link', 'add', server.name, 'netns', client, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', server.namespace)
    address(client, server.name, server.clientAddress)
    address(server.namespace, 'eth0', server.address)
  }
}

async function openServer(
  server: Server,
  opened: AsyncDisposableStack,
  captures: AsyncDisposableStack,
  folder: string,
): Promise<void> {
  const daemon = start(server.namespace, ...server.command(server.address))
  opened.defer(() => end(daemon, 'SIGTERM'))
  const file = join(folder, server.name)
  const flags = ['-i', 'eth0', '--time-stamp-precision=nano', '-s', '400', '-B', '8192', '-w', file]
  const tcpdump = start(server.namespace, 'tcpdump', ...flags, 'udp', 'port', '67')
  captures.defer(async () => {
    // tcpdump takes what is in the kernel's buffer once in a while, to stay out of the way
    await wait(1500)
    await end(tcpdump, 'SIGINT')
  })
  for (let tries = 0; !listens(server); tries++) {
    if (tries > 100 || daemon.exitCode !== null) throw new Error(`${server.name} does not listen`)
    await wait(50)
  }
  await wait(500)
}

function start(namespace: string, command: string, ...args: string[]): ChildProcess {
  return spawn('ip', ['netns', 'exec', namespace, command, ...args], { stdio: ['pipe', 'ignore', 'ignore'] })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

function listens({ namespace }: Server): boolean {
  return execFileSync('ip', ['netns', 'exec', namespace, 'ss', '-Hlun', 'sport', '=', ':67']).length > 0
}

// round 0 is to warm up; the transaction's number tells pace and round
async function askInRounds(rounds: number, requests: number): Promise<void> {
  for (let round = 0; round <= rounds; round++) {
    for (const [pace, { pause }] of paces.entries()) {
      const order = round % 2 === 0 ? servers : servers.toReversed()
      for (const { name, clientAddress } of order) {
        const args = [script('ask-dhcp.ts'), clientAddress, xid(pace, round), requests, pause].map(String)
        const answered = Number(execFileSync('ip', ['netns', 'exec', client, process.execPath, ...args]))
        if (answered < requests * 0.99) throw new Error(`${name} answered ${answered} of ${requests}`)
      }
    }
  }
}

function xid(pace: number, round: number): number {
  return (pace << 28) | (round << 20)
}

function rows(rounds: number, folder: string): BenchRow[] {
  const times = new Map(servers.map(({ name }) => [name, latencies(readFrames(readFileSync(join(folder, name))))]))
  return paces.map(({ what }, pace) => {
    const typical = (name: Server['name']) => {
      const medians = Array.from({ length: rounds }, (_, round) => median(times.get(name)!.get(xid(pace, round + 1)) ?? []))
      return Math.round(median(medians))
    }
    return { what, ours: typical('wpadd'), peers: { dnsmasq: typical('dnsmasq') }, unit: 'us', better: 'less' }
  })
}

/** Microseconds from request to reply, by the first xid of their round. */
function latencies(frames: readonly Frame[]): Map<number, number[]> {
  const asked = new Map<number, Frame>()
  const found = new Map<number, number[]>()
  for (const frame of frames) {
    const payload = udpPayload(frame.bytes)
    if (payload === undefined || payload.length < 8) continue
    const number = payload.readUInt32BE(4)
    const request = asked.get(number)
    if (payload[0] === 1) asked.set(number, frame)
    else if (request !== undefined) {
      const round = (number >>> 20) << 20
      found.set(round, [...(found.get(round) ?? []), microseconds(request, frame)])
    }
  }
  return found
}

function microseconds(from: Frame, to: Frame): number {
  return (to.seconds - from.seconds) * 1e6 + (to.nanoseconds - from.nanoseconds) / 1000
}

function script(name: string): string {
  return join(import.meta.dirname, name)
}
