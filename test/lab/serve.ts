import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { listens, type Machine, start, until } from './lab.ts'

const here = import.meta.dirname

/** A server of one test or file, up until it is disposed of. */
export interface Server extends AsyncDisposable {
  /** What it has printed, or the end of it. */
  readonly said: () => string
}

/** dnsmasq as a LAN's resolver with these options; what they do not name does not exist. */
export function serveDnsmasq(machine: Machine, ...options: string[]): Promise<Server> {
  const alone = ['--keep-in-foreground', '--user=root', '--port=53', '--no-resolv', '--no-hosts', '--log-facility=-']
  // the label alone, and anything under test that is not said otherwise, does not exist
  return serve(machine, ['udp', 53], 'dnsmasq', ...alone, '--local=/wpad/', '--local=/test/', ...options)
}

/** Unbound as a LAN's resolver with these lines in its configuration; there are no other servers in the world. */
export function serveUnbound(machine: Machine, ...lines: string[]): Promise<Server> {
  const folder = mkdtempSync(join(inject('labFolder'), 'unbound-'))
  const file = join(folder, 'unbound.conf')
  const alone = [
    'server:',
    'username: ""',
    'chroot: ""',
    `directory: "${folder}"`,
    'pidfile: ""',
    'use-syslog: no',
    'interface: 0.0.0.0',
    'access-control: 0.0.0.0/0 allow',
    'module-config: "iterator"',
    'do-ip6: no',
  ]
  writeFileSync(file, [...alone, ...lines, 'remote-control:', 'control-enable: no', ''].join('\n'))
  return serve(machine, ['udp', 53], 'unbound', '-d', '-c', file)
}

/** Another wpadd, with this configuration. */
export function serveWpadd(machine: Machine, configuration: string): Promise<Server> {
  const file = join(mkdtempSync(join(inject('labFolder'), 'wpadd-')), 'wpadd.yaml')
  writeFileSync(file, configuration)
  return serve(machine, ['tcp', 80], process.execPath, join(here, '../../src/main.ts'), 'serve', '--config', file)
}

/** A web server that answers as `state` of odd-http.ts says. */
export function serveOddHttp(machine: Machine, state: string): Promise<Server> {
  return serve(machine, ['tcp', 80], process.execPath, join(here, 'odd-http.ts'), state)
}

/** Starts a server, and waits until it listens. */
export async function serve(
  machine: Machine,
  [protocol, port]: ['tcp' | 'udp', number],
  command: string,
  ...args: string[]
): Promise<Server> {
  const child = start(machine, command, ...args)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      said = `${said}${text}`.slice(-4000)
    })
  }
  await until(`${command} listens`, 15, () => {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}:\n${said}`)
    return listens(machine, protocol, port)
  })
  return {
    said: () => said,
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}
