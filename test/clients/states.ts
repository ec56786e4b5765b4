import type { Lan, Setting } from './lan.ts'
import { pac } from './lan.ts'

const own = ['department.branch.example.com']

function answer(status: string, body: string | Buffer, ...headers: string[]): Buffer {
  const bytes = Buffer.from(body as string, 'latin1')
  return Buffer.concat([
    Buffer.from([`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${bytes.length}`, '', ''].join('\r\n'), 'latin1'),
    bytes,
  ])
}

const type = 'Content-Type: application/x-ns-proxy-autoconfig'

/** What a network can be like. */
export const states = {
  'DHCP and DNS are both there': { dhcp: 'wpadd', domains: own },
  'DHCP is absent': { domains: own },
  'DHCP has a dead URL': { dhcp: 'dead', domains: own },
  'only a parent domain answers': { domains: ['example.com'] },
  'nothing answers': {},
  'HTTP gives 404': { domains: own, http: () => answer('404 Not Found', 'no such file', 'Content-Type: text/plain') },
  'HTTP redirects': {
    domains: own,
    http: (path) => (path === '/wpad.dat' ? answer('302 Found', '', 'Location: /next.pac') : answer('200 OK', pac, type)),
  },
  'HTTP gives HTML': {
    domains: own,
    http: () => answer('200 OK', '<!DOCTYPE html><html><body>Welcome</body></html>', 'Content-Type: text/html'),
  },
  'HTTP gives a byte order mark': { domains: own, http: () => answer('200 OK', `\xef\xbb\xbf${pac}`, type) },
  'HTTP gives a wrong type': { domains: own, http: () => answer('200 OK', pac, 'Content-Type: text/plain') },
} as const satisfies Record<string, Setting>

/** `wpad.d A` for wpad.department.branch.example.com A; `wpad.b` for branch.example.com, `wpad.e` for example.com. */
export function short(ask: string, lan: Pick<Lan, 'httpPort'>): string {
  return ask
    .replaceAll('department.branch.example.com', 'd')
    .replaceAll('branch.example.com', 'b')
    .replaceAll('example.com', 'e')
    .replace(`http://127.0.0.1:${lan.httpPort}/`, 'http://wpadd/')
    .replace(/http:\/\/127\.0\.0\.1:\d+\//, 'http://dead/')
    .replace(/:\d+\//, ':dead/')
}
