const lines = (...head: string[]) => `${head.join('\r\n')}\r\n\r\n`

/** What real clients send, byte for byte: recorded on Debian 12, each asking an nginx for its PAC. */
export const clientHeads = [
  {
    client: 'Chromium 156',
    host: 'wpad',
    keepAlive: true,
    head: lines(
      'GET /wpad.dat HTTP/1.1',
      'Host: wpad',
      'Connection: keep-alive',
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
      'Accept-Encoding: gzip, deflate',
      'Accept-Language: en-US,en;q=0.9',
    ),
  },
  {
    client: 'Firefox ESR 153.7',
    host: 'wpad',
    keepAlive: true,
    head: lines(
      'GET /wpad.dat HTTP/1.1',
      'Host: wpad',
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
      'Accept: */*',
      'Accept-Language: en-US,en;q=0.9',
      'Accept-Encoding: gzip, deflate',
      'Connection: keep-alive',
      'Priority: u=4',
      'Pragma: no-cache',
      'Cache-Control: no-cache',
    ),
  },
  {
    client: 'KDE 5.103',
    host: '10.99.0.1',
    keepAlive: true,
    head: lines(
      'GET /wpad.dat HTTP/1.1',
      'Host: 10.99.0.1',
      'Connection: keep-alive',
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64) KIO/5.103 kded5/5.103.0',
      'Accept: text/html, text/*;q=0.9, image/jpeg;q=0.9, image/png;q=0.9, image/*;q=0.9, */*;q=0.8',
      'Accept-Encoding: gzip, deflate, x-gzip, x-deflate',
      'Accept-Charset: utf-8,*;q=0.5',
      'Accept-Language: en',
    ),
  },
  {
    client: 'libproxy 0.4.18',
    host: 'wpad',
    keepAlive: false,
    head: lines('GET /wpad.dat HTTP/1.1', 'Host: wpad', 'Accept: application/x-ns-proxy-autoconfig', 'Connection: close'),
  },
  {
    client: 'Wine 8.0',
    host: 'ns.example.test',
    keepAlive: true,
    head: lines('GET /wpad.dat HTTP/1.1', 'Accept: */*', 'Host: ns.example.test', 'Connection: Keep-Alive'),
  },
  {
    client: 'nmap 7.93',
    host: '10.99.0.1',
    keepAlive: false,
    head: lines(
      'GET /wpad.dat HTTP/1.1',
      'Connection: close',
      'Host: 10.99.0.1',
      'User-Agent: Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)',
    ),
  },
]
