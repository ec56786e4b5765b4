import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'

// Sends datagrams to port 67, one after another. Arguments: the port to send from, where to, a file with one datagram a line, in hexadecimal.
const [from, to, file = ''] = argv.slice(2)
const socket = createSocket({ type: 'udp4', reuseAddr: true })
socket.bind(Number(from), '0.0.0.0')
await once(socket, 'listening')
socket.setBroadcast(true)
for (const hex of readFileSync(file, 'utf8').split('\n')) {
  await new Promise((sent) => socket.send(Buffer.from(hex, 'hex'), 67, to, sent))
  await wait(20)
}
await wait(200)
socket.close()
