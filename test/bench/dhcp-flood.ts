import { execFile, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { decodeReply, encodeInform } from '../../src/dhcp/inform.ts'
import type { BenchRow } from './row.ts'

const flood = { perSecond: 20_000, seconds: 4 }
const asked = { perSecond: 100, seconds: 3 }

/** Of 100 INFORMs a second, how many are answered beside 20,000 DISCOVERs a second; on loopback. */
export async function benchDhcpFlood(): Promise<BenchRow[]> {
  const server = spawn(process.execPath, [script('serve-dhcp.ts'), '127.0.0.1:0'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [said] = await once(server.stdout, 'data')
  const port = Number(/:(\d+)\s*$/.exec(String(said))?.[1])
  const args = [script('flood-dhcp.ts'), port, flood.perSecond, flood.seconds].map(String)
  const flooding = promisify(execFile)(process.execPath, args)
  await wait(500)
  const answered = await ask(port)
  const { stdout } = await flooding
  server.stdin.end()
  await once(server, 'exit')
  const rate = Math.round(Number(stdout) / flood.seconds / 1000)
  const what = `DHCPINFORM answered of ${asked.perSecond * asked.seconds}, beside ${rate},000 DISCOVERs a second`
  return [{ what, ours: answered, peers: {}, unit: 'answers', better: 'more' }]
}

async function ask(port: number): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const answered = new Set<number>()
  socket.on('message', (bytes) => {
    const xid = bytes.readUInt32BE(4)
    if (decodeReply(bytes, xid)?.proxyAutoconfig !== undefined) answered.add(xid)
  })
  for (let xid = 0; xid < asked.perSecond * asked.seconds; xid++) {
    socket.send(encodeInform({ xid, clientAddress: '127.0.0.1' }), port, '127.0.0.1')
    await wait(1000 / asked.perSecond)
  }
  await wait(500)
  socket.close()
  return answered.size
}

function script(name: string): string {
  return join(import.meta.dirname, name)
}
