import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { capture, readSteps } from './capture.ts'
import { clear, type Ended, run } from './lab.ts'
import type { Visit } from './proxy.ts'

const addresses = { 'wl-client': '10.99.0.20', 'wl-guest': '10.99.0.30' } as const
let runs = 0

/** What a client did: what it printed, which way the test page's requests went, and the lookups that it made before. */
export interface ClientRun extends Ended {
  readonly ways: readonly Visit['way'][]
  readonly steps: readonly string[]
}

/**
 * Runs one client of clients.sh on a machine, with a test page of its own and an empty folder.
 * `search` replaces the search list of its resolver.
 */
export async function runClient(
  client: string,
  { machine = 'wl-client', search }: { machine?: keyof typeof addresses; search?: string } = {},
): Promise<ClientRun> {
  const name = `${client}-${++runs}`
  const page = `http://10.99.0.3/${name}`
  const folder = join(inject('labFolder'), name)
  mkdirSync(folder)
  const stopCapture = await capture(machine, `${folder}.pcap`)
  const ended = await run(machine, 60, 'unshare', '--uts', '--mount', 'bash', '-c', prepare(search), 'bash', client, page, folder)
  await stopCapture()
  clear(machine)
  const ways = visits()
    .filter(({ url }) => url.endsWith(`/${name}`))
    .map(({ way }) => way)
  return { ...ended, ways, steps: readSteps(`${folder}.pcap`, addresses[machine]) }
}

function prepare(search = ''): string {
  const steps = ['hostname pc.department.branch.example.test', `. ${join(import.meta.dirname, 'clients.sh')}`]
  // only this client's mount namespace sees the other file
  const replace = `printf 'search ${search}\\nnameserver 10.99.0.1\\n' >"$3/resolv.conf" && mount --bind "$3/resolv.conf" /etc/resolv.conf`
  return [...steps, ...(search ? [replace] : []), '"$@"'].join(' && ')
}

function visits(): Visit[] {
  const lines = readFileSync(join(inject('labFolder'), 'proxy.log'), 'utf8').split('\n')
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
}
