import { mkdtempSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inject } from 'vitest'
import { capture, readSteps } from './capture.ts'
import { clear, type Ended, run } from './lab.ts'
import type { Visit } from './proxy.ts'

// wl-client's IPv6 address is there only while a test has it so
const addresses = { 'wl-client': ['10.99.0.20', 'fd00:99::20'], 'wl-guest': ['10.99.0.30'], 'wl-remote': ['10.99.1.20'] } as const

/** What a client did: what it printed, which way the test page's requests went, and the lookups that it made before. */
export interface ClientRun extends Ended {
  readonly ways: readonly Visit['way'][]
  readonly steps: readonly string[]
}

/** What a client's resolv.conf says, and what more it is told. */
export interface Setting {
  readonly search?: string
  readonly resolver?: string
  readonly words?: readonly string[]
}

/**
 * Runs one client of clients.sh on a machine, with a test page of its own and an empty folder.
 * `search` and `resolver` stand in its resolv.conf instead of the lab's; `words` follow its function's two own.
 */
export async function runClient(
  client: string,
  { machine = 'wl-client', words = [], ...names }: Setting & { machine?: keyof typeof addresses } = {},
): Promise<ClientRun> {
  const folder = mkdtempSync(join(inject('labFolder'), `${client}-`))
  const name = basename(folder)
  const page = `http://10.99.0.3/${name}`
  const stopCapture = await capture(machine, `${folder}.pcap`)
  const inside = ['unshare', '--uts', '--mount', 'bash', '-c', prepare(names), 'bash'] as const
  const ended = await run(machine, 60, ...inside, client, page, folder, ...words)
  await stopCapture()
  clear(machine)
  const ways = visits()
    .filter(({ url }) => url.endsWith(`/${name}`))
    .map(({ way }) => way)
  return { ...ended, ways, steps: readSteps(`${folder}.pcap`, addresses[machine]) }
}

function prepare({ search = 'branch.example.test example.test', resolver = '10.99.0.1' }: Omit<Setting, 'words'>): string {
  return [
    'hostname pc.department.branch.example.test',
    // only this client's mount namespace sees the other file
    `printf 'search ${search}\\nnameserver ${resolver}\\n' >"$3/resolv.conf"`,
    'mount --bind "$3/resolv.conf" /etc/resolv.conf',
    `. ${join(import.meta.dirname, 'clients.sh')}`,
    `LAB_NODE=${process.execPath} LAB_WPADD=${join(import.meta.dirname, '../../src/main.ts')}`,
    '"$@"',
  ].join(' && ')
}

function visits(): Visit[] {
  const lines = readFileSync(join(inject('labFolder'), 'proxy.log'), 'utf8').split('\n')
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
}
