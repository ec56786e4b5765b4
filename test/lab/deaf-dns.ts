import { createSocket } from 'node:dgram'
import { argv } from 'node:process'

/** A resolver that passes questions on and never answers those of one type, as some firewalls and old servers do. */
function relay(server: string, deafTo: number): void {
  const socket = createSocket('udp4')
  socket.on('message', (query, { address, port }) => {
    const end = query.indexOf(0, 12)
    if (end === -1 || query.readUInt16BE(end + 1) === deafTo) return
    const upstream = createSocket('udp4')
    upstream.once('message', (reply) => {
      socket.send(reply, port, address)
      upstream.close()
    })
    upstream.send(query, 53, server)
  })
  socket.bind(53, '0.0.0.0')
}

if (import.meta.filename === argv[1]) relay(argv[2] ?? '', Number(argv[3]))
