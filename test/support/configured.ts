import { mkdtempDisposableSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from './ports.ts'

/** Where a wpadd of a test listens, on 127.0.0.1. */
export interface Ports {
  readonly http: number
  readonly dns: number
  readonly dhcp: number
  readonly admin: number
}

/** A folder with a configuration for loopback, and the PAC that it names. */
export interface Configured extends Disposable {
  readonly folder: string
  readonly file: string
  readonly ports: Ports
  /** Replaces a file as a careful program does: written beside it, and renamed. */
  write(name: string, text: string): void
}

/** A PAC that sends everything through `proxy`. */
export function pacFor(proxy: string): string {
  return `function FindProxyForURL(url, host) {\n  return "PROXY ${proxy}";\n}\n`
}

/** The configuration of one site on loopback. */
export function configText(ports: Ports, site = 'domains: [branch.example.com]\n    parents: elsewhere'): string {
  const listen = (port: number) => `{ listen: ['127.0.0.1:${port}'] }`
  return [
    'sites:',
    '  - name: office',
    '    addresses: [127.0.0.1]',
    `    ${site}`,
    '    pac: office.pac',
    ...Object.entries(ports).map(([name, port]) => `${name}: ${listen(port)}`),
    'store: off',
    '',
  ].join('\n')
}

/** A folder of its own with `wpadd.yaml` and `office.pac`, on ports that are free. */
export async function configured(): Promise<Configured> {
  const [http, dns, dhcp, admin] = (await freePorts(4)) as [number, number, number, number]
  const ports = { http, dns, dhcp, admin }
  const folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-test-'))
  const write = (name: string, text: string) => {
    writeFileSync(join(folder.path, `.${name}.new`), text)
    renameSync(join(folder.path, `.${name}.new`), join(folder.path, name))
  }
  write('office.pac', pacFor('first.example.com:3128'))
  write('wpadd.yaml', configText(ports))
  return {
    folder: folder.path,
    file: join(folder.path, 'wpadd.yaml'),
    ports,
    write,
    [Symbol.dispose]: () => folder.remove(),
  }
}
