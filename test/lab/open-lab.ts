import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { isInstalled, listens, start, until } from './lab.ts'

const here = import.meta.dirname
const server = process.env.LAB_SERVER ?? 'wpadd'

/**
 * Opens the lab for all test files: the network, the logging proxy, and the server under test.
 * LAB_SERVER=dnsmasq-nginx puts the reference in wpadd's place; LAB_KEEP=1 leaves logs and captures behind and says where.
 */
export default async function openLab(project: TestProject): Promise<() => Promise<void>> {
  const missing = ['ip', 'unshare', 'flock', 'tcpdump', 'tshark', 'ss'].filter((tool) => !isInstalled(tool))
  if (missing.length > 0)
    throw new Error(`the lab cannot open without ${missing.join(', ')} (the packages are listed in .ci/run)`)
  if (process.getuid?.() !== 0) throw new Error('the lab makes network namespaces: run it as root')
  const folder = mkdtempSync(join(tmpdir(), 'wpad-lab-'))
  const network = await openNetwork()
  const close = async () => {
    await closeNetwork(network)
    if (process.env.LAB_KEEP) process.stderr.write(`lab: logs and captures are in ${folder}\n`)
    else rmSync(folder, { recursive: true })
  }
  try {
    logTo(join(folder, 'proxy.log'), start('wl-proxy', process.execPath, join(here, 'proxy.ts')))
    const serverLog = join(folder, 'server.log')
    const daemon = logTo(serverLog, start('wl-server', ...serverCommand()))
    await until('the proxy listens', 20, () => listens('wl-proxy', 'tcp', 80) && listens('wl-proxy', 'tcp', 3128))
    await until(`${server} listens`, 20, () => {
      if (daemon.exitCode !== null) throw new Error(`${server} ended:\n${readFileSync(serverLog, 'utf8')}`)
      return listens('wl-server', 'udp', 67) && listens('wl-server', 'udp', 53) && listens('wl-server', 'tcp', 80)
    })
  } catch (error) {
    await close()
    throw error
  }
  project.provide('labFolder', folder)
  project.provide('labServer', server)
  return close
}

function serverCommand(): [string, ...string[]] {
  if (server === 'wpadd')
    return [process.execPath, join(here, '../../src/main.ts'), 'serve', '--config', join(here, 'wpadd.yaml')]
  return [join(here, 'servers', server)]
}

// the network stands while the script's standard input is open
async function openNetwork(): Promise<ChildProcess> {
  const script = spawn(join(here, 'network.sh'), { stdio: ['pipe', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    script.stdout?.once('data', () => resolve())
    script.once('exit', (code) => reject(new Error(`network.sh ended with ${code}`)))
    script.once('error', reject)
  })
  return script
}

async function closeNetwork(script: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => script.once('exit', resolve))
  script.stdin?.end()
  await ended
}

function logTo(file: string, child: ChildProcess): ChildProcess {
  const log = createWriteStream(file)
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })
  return child
}
