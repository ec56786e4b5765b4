import type { states } from './states.ts'

/**
 * What each kind asks in each state, in order, and how each of its lookups ends. Names are short: `wpad.d` is that of the host's own
 * domain, `wpad.b` and `wpad.e` those of its parents; `wpadd` is where the PAC is, `dead` where nothing listens.
 */
export const expected: Readonly<Record<keyof typeof states, Readonly<Record<string, string>>>> = {
  'DHCP and DNS are both there': {
    'draft, ie5, ie6, winhttp, windows10, firefox-windows, macos, ios, kde, jdk, proxy-vole, dotnet':
      'INFORM 252 found; GET http://wpadd/wpad.dat found',
    ie7: 'INFORM 252 found; GET http://wpadd/wpad.dat found; wpad.d A found; wpad.d AAAA nothing',
    'chromium-windows': 'INFORM 252 found; GET http://wpadd/wpad.dat found; GET http://wpadd/wpad.dat found',
    chromium:
      'wpad.d A found; wpad.d HTTPS nothing; wpad.d A found; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    'firefox, libproxy': 'wpad.d A found; GET http://wpad/wpad.dat found',
    wine: 'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR nothing; GET http://wpad.d/wpad.dat found',
    android: '',
  },
  'DHCP is absent': {
    draft: 'INFORM 252 silent; wpad.tcp.d SRV found; wpad.d A found; GET http://wpad.d/wpad.dat found',
    'ie5, ie6, macos, ios': 'INFORM 252 silent; wpad.d A found; GET http://wpad/wpad.dat found',
    'ie7, winhttp, windows10, firefox-windows, jdk, dotnet':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found',
    'chromium-windows':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    chromium:
      'wpad.d A found; wpad.d HTTPS nothing; wpad.d A found; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    'firefox, libproxy': 'wpad.d A found; GET http://wpad/wpad.dat found',
    kde: 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat found',
    'proxy-vole': 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat found; GET http://wpad.d/wpad.dat found',
    wine: 'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR nothing; GET http://wpad.d/wpad.dat found',
    android: '',
  },
  'DHCP has a dead URL': {
    draft:
      'INFORM 252 found; GET http://dead/wpad.dat failed; wpad.tcp.d SRV found; wpad.d A found; GET http://wpad.d:dead/wpad.dat failed; wpad.d TXT found; GET http://dead/wpad.dat failed; wpad.d A found; GET http://wpad.d/wpad.dat found',
    'ie5, ie6, winhttp, windows10, firefox-windows, macos, ios, jdk, proxy-vole, dotnet':
      'INFORM 252 found; GET http://dead/wpad.dat failed',
    ie7: 'INFORM 252 found; GET http://dead/wpad.dat failed; wpad.d A found; wpad.d AAAA nothing',
    'chromium-windows':
      'INFORM 252 found; GET http://dead/wpad.dat failed; GET http://dead/wpad.dat failed; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    chromium:
      'wpad.d A found; wpad.d HTTPS nothing; wpad.d A found; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    'firefox, libproxy': 'wpad.d A found; GET http://wpad/wpad.dat found',
    kde: 'INFORM 252 found; GET http://dead/wpad.dat failed; wpad.d A found; GET http://wpad.d/wpad.dat found',
    wine: 'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR nothing; GET http://wpad.d/wpad.dat found',
    android: '',
  },
  'only a parent domain answers': {
    draft:
      'INFORM 252 silent; wpad.tcp.d SRV nothing; wpad.d TXT nothing; wpad.d A nothing; wpad.tcp.b SRV nothing; wpad.b TXT nothing; wpad.b A nothing; wpad.tcp.e SRV found; wpad.e A found; GET http://wpad.e/wpad.dat found',
    'ie5, ie6': 'INFORM 252 silent; wpad.d A nothing; wpad.b A nothing; wpad.e A found; GET http://wpad/wpad.dat found',
    'ie7, winhttp, windows10, firefox-windows, jdk, dotnet':
      'INFORM 252 silent; wpad.d A nothing; wpad.d AAAA nothing; wpad.b A nothing; wpad.b AAAA nothing; wpad.e A found; wpad.e AAAA nothing; GET http://wpad/wpad.dat found',
    'chromium-windows':
      'INFORM 252 silent; wpad.d A nothing; wpad.d AAAA nothing; wpad.b A nothing; wpad.b AAAA nothing; wpad.e A found; wpad.e AAAA nothing; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    'chromium, firefox, libproxy': 'wpad.d A nothing; wpad A nothing',
    'macos, ios': 'INFORM 252 silent; wpad.d A nothing',
    kde: 'INFORM 252 silent; wpad.d A nothing; wpad.d.d A nothing; b SOA nothing; wpad.b A nothing; wpad.b.d A nothing; e SOA nothing; wpad.e A found; GET http://wpad.e/wpad.dat found',
    'proxy-vole':
      'INFORM 252 silent; wpad.d A nothing; wpad.b A nothing; wpad.e A found; GET http://wpad.e/wpad.dat found; GET http://wpad.e/wpad.dat found',
    wine: 'wpad.d A nothing; wpad.d AAAA nothing',
    android: '',
  },
  'nothing answers': {
    draft:
      'INFORM 252 silent; wpad.tcp.d SRV nothing; wpad.d TXT nothing; wpad.d A nothing; wpad.tcp.b SRV nothing; wpad.b TXT nothing; wpad.b A nothing; wpad.tcp.e SRV nothing; wpad.e TXT nothing; wpad.e A nothing',
    'ie5, ie6': 'INFORM 252 silent; wpad.d A nothing; wpad.b A nothing; wpad.e A nothing; WPAD<00> silent',
    ie7: 'INFORM 252 silent; wpad.d A nothing; wpad.d AAAA nothing; wpad.b A nothing; wpad.b AAAA nothing; wpad.e A nothing; wpad.e AAAA nothing; wpad A silent; WPAD<00> silent',
    'winhttp, windows10, chromium-windows, firefox-windows, jdk, dotnet':
      'INFORM 252 silent; wpad.d A nothing; wpad.d AAAA nothing; wpad.b A nothing; wpad.b AAAA nothing; wpad.e A nothing; wpad.e AAAA nothing',
    'chromium, firefox, libproxy': 'wpad.d A nothing; wpad A nothing',
    'macos, ios': 'INFORM 252 silent; wpad.d A nothing',
    kde: 'INFORM 252 silent; wpad.d A nothing; wpad.d.d A nothing; b SOA nothing; wpad.b A nothing; wpad.b.d A nothing; e SOA nothing; wpad.e A nothing; wpad.e.d A nothing; com SOA withheld',
    'proxy-vole': 'INFORM 252 silent; wpad.d A nothing; wpad.b A nothing; wpad.e A nothing; wpad.d A nothing; wpad A nothing',
    wine: 'wpad.d A nothing; wpad.d AAAA nothing',
    android: '',
  },
  'HTTP gives 404': {
    draft:
      'INFORM 252 silent; wpad.tcp.d SRV found; wpad.d A found; GET http://wpad.d/wpad.dat nothing; wpad.d TXT found; GET http://127.0.0.1/wpad.dat nothing; wpad.d A found; GET http://wpad.d/wpad.dat nothing; wpad.tcp.b SRV nothing; wpad.b TXT nothing; wpad.b A nothing; wpad.tcp.e SRV nothing; wpad.e TXT nothing; wpad.e A nothing',
    'ie5, ie6': 'INFORM 252 silent; wpad.d A found; GET http://wpad/wpad.dat unusable',
    ie7: 'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat unusable',
    'winhttp, windows10, firefox-windows, jdk, dotnet':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat nothing',
    'chromium-windows':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat nothing; GET http://wpad/wpad.dat nothing',
    chromium:
      'wpad.d A found; wpad.d HTTPS nothing; wpad.d A found; GET http://wpad/wpad.dat nothing; GET http://wpad/wpad.dat nothing',
    firefox: 'wpad.d A found; GET http://wpad/wpad.dat nothing',
    'macos, ios': 'INFORM 252 silent; wpad.d A found; GET http://wpad/wpad.dat nothing',
    kde: 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat nothing; b SOA nothing; wpad.b A nothing; wpad.b.d A nothing; e SOA nothing; wpad.e A nothing; wpad.e.d A nothing; com SOA withheld',
    libproxy: 'wpad.d A found; GET http://wpad/wpad.dat unusable',
    'proxy-vole':
      'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat nothing; wpad.b A nothing; wpad.e A nothing; wpad.d A found; GET http://wpad/wpad.dat nothing',
    wine: 'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR nothing; GET http://wpad.d/wpad.dat nothing',
    android: '',
  },
  'HTTP redirects': {
    draft: 'INFORM 252 silent; wpad.tcp.d SRV found; wpad.d A found; GET http://wpad.d/wpad.dat found',
    'ie5, ie6, macos, ios': 'INFORM 252 silent; wpad.d A found; GET http://wpad/wpad.dat found',
    'ie7, winhttp, windows10, firefox-windows, jdk, dotnet':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found',
    'chromium-windows':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    chromium:
      'wpad.d A found; wpad.d HTTPS nothing; wpad.d A found; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    'firefox, libproxy': 'wpad.d A found; GET http://wpad/wpad.dat found',
    kde: 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat found',
    'proxy-vole': 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat found; GET http://wpad.d/wpad.dat found',
    wine: 'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR nothing; GET http://wpad.d/wpad.dat found',
    android: '',
  },
  'HTTP gives HTML': {
    draft:
      'INFORM 252 silent; wpad.tcp.d SRV found; wpad.d A found; GET http://wpad.d/wpad.dat nothing; wpad.d TXT found; GET http://127.0.0.1/wpad.dat nothing; wpad.d A found; GET http://wpad.d/wpad.dat nothing; wpad.tcp.b SRV nothing; wpad.b TXT nothing; wpad.b A nothing; wpad.tcp.e SRV nothing; wpad.e TXT nothing; wpad.e A nothing',
    'ie5, ie6, macos, ios': 'INFORM 252 silent; wpad.d A found; GET http://wpad/wpad.dat unusable',
    'ie7, winhttp, windows10, firefox-windows, jdk, dotnet':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat unusable',
    'chromium-windows':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat nothing; GET http://wpad/wpad.dat nothing',
    chromium:
      'wpad.d A found; wpad.d HTTPS nothing; wpad.d A found; GET http://wpad/wpad.dat nothing; GET http://wpad/wpad.dat nothing',
    'firefox, libproxy': 'wpad.d A found; GET http://wpad/wpad.dat unusable',
    kde: 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat unusable',
    'proxy-vole': 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat unusable; GET http://wpad.d/wpad.dat unusable',
    wine: 'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR nothing; GET http://wpad.d/wpad.dat unusable',
    android: '',
  },
  'HTTP gives a byte order mark': {
    draft:
      'INFORM 252 silent; wpad.tcp.d SRV found; wpad.d A found; GET http://wpad.d/wpad.dat unusable; wpad.d TXT found; GET http://127.0.0.1/wpad.dat unusable; wpad.d A found; GET http://wpad.d/wpad.dat unusable; wpad.tcp.b SRV nothing; wpad.b TXT nothing; wpad.b A nothing; wpad.tcp.e SRV nothing; wpad.e TXT nothing; wpad.e A nothing',
    'ie5, ie6, macos, ios': 'INFORM 252 silent; wpad.d A found; GET http://wpad/wpad.dat found',
    'ie7, winhttp, windows10, firefox-windows, jdk, dotnet':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found',
    'chromium-windows':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    chromium:
      'wpad.d A found; wpad.d HTTPS nothing; wpad.d A found; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    'firefox, libproxy': 'wpad.d A found; GET http://wpad/wpad.dat found',
    kde: 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat found',
    'proxy-vole': 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat unusable; GET http://wpad.d/wpad.dat unusable',
    wine: 'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR nothing; GET http://wpad.d/wpad.dat unusable',
    android: '',
  },
  'HTTP gives a wrong type': {
    draft: 'INFORM 252 silent; wpad.tcp.d SRV found; wpad.d A found; GET http://wpad.d/wpad.dat found',
    'ie5, ie6, macos, ios': 'INFORM 252 silent; wpad.d A found; GET http://wpad/wpad.dat found',
    'ie7, winhttp, windows10, firefox-windows, jdk, dotnet':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found',
    'chromium-windows':
      'INFORM 252 silent; wpad.d A found; wpad.d AAAA nothing; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    chromium:
      'wpad.d A found; wpad.d HTTPS nothing; wpad.d A found; GET http://wpad/wpad.dat found; GET http://wpad/wpad.dat found',
    'firefox, libproxy': 'wpad.d A found; GET http://wpad/wpad.dat found',
    kde: 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat found',
    'proxy-vole': 'INFORM 252 silent; wpad.d A found; GET http://wpad.d/wpad.dat found; GET http://wpad.d/wpad.dat found',
    wine: 'wpad.d A found; wpad.d AAAA nothing; 1.0.0.127.in-addr.arpa PTR nothing; GET http://wpad.d/wpad.dat found',
    android: '',
  },
}
