import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { packet } from '../dhcp/packet.ts'

// Sends DISCOVERs from 127.0.0.2. Arguments: the port, how many a second, for how many seconds. Prints how many it sent.
const [port = 0, perSecond = 0, seconds = 0] = process.argv.slice(2).map(Number)
const socket = createSocket('udp4')
socket.bind(0, '127.0.0.2')
await once(socket, 'listening')
const started = performance.now()
const elapsed = () => (performance.now() - started) / 1000
let sent = 0
while (elapsed() < seconds) {
  for (const due = elapsed() * perSecond; sent < due; sent++)
    socket.send(packet({ type: 1, ciaddr: '0.0.0.0', xid: sent, pad: 300 }), port, '127.0.0.1')
  await wait(1)
}
socket.close()
process.stdout.write(String(sent))
