import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { type Machine, start } from './lab.ts'

/** Writes what passes a machine's eth0 into a file, from now until the function that it returns is called. */
export async function capture(machine: Machine, file: string): Promise<() => Promise<void>> {
  const tcpdump = start(machine, 'tcpdump', '--immediate-mode', '-U', '-i', 'eth0', '-w', file, 'not', 'arp')
  await new Promise<void>((resolve, reject) => {
    tcpdump.stderr?.on('data', (text) => String(text).includes('listening on') && resolve())
    tcpdump.once('exit', (code) => reject(new Error(`tcpdump ended with ${code}`)))
  })
  return async () => {
    tcpdump.kill('SIGINT')
    await once(tcpdump, 'exit')
  }
}

const fields = [
  'dhcp.option.dhcp',
  'dns.qry.name',
  'dns.qry.type',
  'http.request.method',
  'http.host',
  'http.request.uri',
  'tcp.dstport',
] as const
const recordTypes: Record<string, string> = { 1: 'A', 6: 'SOA', 12: 'PTR', 16: 'TXT', 28: 'AAAA', 33: 'SRV', 65: 'HTTPS' }
const dhcpTypes = ['', 'DISCOVER', 'OFFER', 'REQUEST', 'DECLINE', 'ACK', 'NAK', 'RELEASE', 'INFORM']

/**
 * The lookups that a client made, in order, out of a capture: `DNS A wpad.example.test`, `HTTP GET wpad/wpad.dat`, `DHCP INFORM`.
 * Requests to the proxy are its traffic, not its discovery, and are left out; so are names that have nothing to do with WPAD, unless their SOA or PTR is asked.
 */
export function readSteps(capture: string, client: readonly string[]): string[] {
  const own = client.map((address) => `${address.includes(':') ? 'ipv6' : 'ip'}.src == ${address}`).join(' || ')
  return readFields(capture, `(${own}) && !icmp && (dhcp || dns || http.request)`, fields)
    .map(step)
    .filter((found) => found !== undefined)
}

function step(values: string[]): string | undefined {
  const value = (field: (typeof fields)[number]) => values[fields.indexOf(field)] ?? ''
  if (value('dhcp.option.dhcp')) return `DHCP ${dhcpTypes[Number(value('dhcp.option.dhcp'))]}`
  const name = value('dns.qry.name')
  const type = value('dns.qry.type')
  // beside the name itself: where KDE stops, and what an address is called
  if (name) return /^wpad/.test(name) || type === '6' || type === '12' ? `DNS ${recordTypes[type] ?? type} ${name}` : undefined
  if (value('tcp.dstport') === '3128' || !value('http.request.method')) return undefined
  return `HTTP ${value('http.request.method')} ${value('http.host')}${value('http.request.uri')}`
}

/** Of each captured packet that tshark's `filter` takes, the first value of each field. */
export function readFields(capture: string, filter: string, fields: readonly string[]): string[][] {
  const columns = fields.flatMap((field) => ['-e', field])
  const format = ['-T', 'fields', '-E', 'separator=/t', '-E', 'occurrence=f']
  const text = execFileSync('tshark', ['-r', capture, '-n', '-Y', filter, ...format, ...columns], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
}
