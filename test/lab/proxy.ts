import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { argv, stdout } from 'node:process'

/**
 * The proxy that the lab's PAC names (port 3128) and the web server that every test page lies on (port 80), in one process.
 * Both answer every request themselves and print one line of JSON for each; who got the request shows which way the client went.
 */
export interface Visit {
  readonly way: 'proxy' | 'direct'
  readonly client: string
  readonly method: string
  readonly url: string
}

function open(way: Visit['way'], port: number): void {
  const note = (request: IncomingMessage) => {
    const visit: Visit = { way, client: request.socket.remoteAddress ?? '', method: request.method ?? '', url: request.url ?? '' }
    stdout.write(`${JSON.stringify(visit)}\n`)
  }
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    note(request)
    response.setHeader('Content-Type', 'text/html').setHeader('Connection', 'close').end(`<title>lab</title>way: ${way}\n`)
  })
  // browsers try to call home through the proxy; nothing leaves the lab
  server.on('connect', (request, socket) => {
    note(request)
    socket.on('error', () => socket.destroy())
    socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  server.listen(port, '0.0.0.0')
}

if (import.meta.filename === argv[1]) {
  open('proxy', 3128)
  open('direct', 80)
}
