import { createSocket } from 'node:dgram'
import { argv, exit, stderr, stdout } from 'node:process'

/**
 * Sends one datagram and prints, as JSON, every datagram that comes back before the time is up.
 * Arguments: the port to send from, the address and port to send to, the datagram in hexadecimal, milliseconds to listen.
 */
export interface UdpAnswer {
  readonly from: string
  readonly port: number
  readonly hex: string
}

if (import.meta.filename === argv[1]) {
  const [from, address, to, hex, milliseconds] = argv.slice(2)
  const answers: UdpAnswer[] = []
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  socket.on('message', (bytes, { address: sender, port }) => {
    answers.push({ from: sender, port, hex: bytes.toString('hex') })
  })
  socket.on('error', (error) => {
    stderr.write(`${error.message}\n`)
    exit(1)
  })
  socket.bind(Number(from), '0.0.0.0', () => {
    socket.setBroadcast(true)
    socket.send(Buffer.from(hex ?? '', 'hex'), Number(to), address)
    setTimeout(() => {
      stdout.write(JSON.stringify(answers))
      socket.close()
    }, Number(milliseconds))
  })
}
