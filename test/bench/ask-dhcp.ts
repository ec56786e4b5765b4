import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { decodeReply, encodeInform } from '../../src/dhcp/inform.ts'

// A client as Windows is one: broadcasts INFORMs, one at a time. Arguments: its address, the first xid, how many, and the pause
// between an answer and the next question in milliseconds. Prints how many were answered within a second.
const [address = '', firstXid, count, pause] = process.argv.slice(2)
const windowsList = [1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 252]
const hardwareAddress = Buffer.from([2, 0, 0, 0, 0, 20])
const client = { clientAddress: address, hardwareAddress, parameterList: windowsList, vendorClass: 'MSFT 5.0' }

const socket = createSocket('udp4')
socket.bind(68, address)
await once(socket, 'listening')
socket.setBroadcast(true)
let answered = 0
for (let i = 0; i < Number(count); i++) {
  if (await ask(Number(firstXid) + i)) answered++
  if (Number(pause) > 0) await wait(Number(pause))
}
socket.close()
process.stdout.write(String(answered))

async function ask(xid: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const onMessage = (bytes: Buffer) => decodeReply(bytes, xid) && resolve(true)
  const late = setTimeout(() => resolve(false), 1000)
  socket.on('message', onMessage)
  socket.send(encodeInform({ ...client, xid }), 67, '255.255.255.255')
  const isAnswered = await promise
  clearTimeout(late)
  socket.off('message', onMessage)
  return isAnswered
}
