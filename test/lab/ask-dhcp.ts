import type { UdpAnswer } from './ask-by-udp.ts'
import { type Machine, run } from './lab.ts'

const anywhere = '255.255.255.255'

interface Wanted {
  type?: number
  source?: string
  parameters?: readonly number[]
}

/** The packet of KDE's proxyscout, byte for byte but for its random number: no hardware address, one option wanted, 548 bytes. */
export function kdeInform({ type = 8, source = '10.99.0.20', parameters = [252] }: Wanted = {}): Buffer {
  const packet = Buffer.alloc(548)
  packet.set([1, 0, 0, 0, 0x4b, 0x44, 0x45, 0x21])
  packet.set(source.split('.').map(Number), 12)
  packet.set([0x63, 0x82, 0x53, 0x63, 53, 1, type, 55, parameters.length, ...parameters, 255], 236)
  return packet
}

/** Sends a packet from a machine, and gives what came back to it. */
export async function ask(
  machine: Machine,
  packet: Buffer,
  { from = 68, to = anywhere, seconds = 0.5 } = {},
): Promise<UdpAnswer[]> {
  const script = `${import.meta.dirname}/ask-by-udp.ts`
  const ask = [script, String(from), to, '67', packet.toString('hex'), String(seconds * 1000)]
  const { output } = await run(machine, 10, process.execPath, ...ask)
  return JSON.parse(output)
}

/** A reader of our own, so that the daemon's is not its own witness. */
export function options(answer: UdpAnswer | undefined): Map<number, Buffer> {
  const bytes = Buffer.from(answer?.hex ?? '', 'hex')
  const found = new Map<number, Buffer>()
  for (let at = 240; at < bytes.length && bytes[at] !== 255; ) {
    const code = bytes[at] ?? 0
    const length = bytes[at + 1] ?? 0
    if (code !== 0) found.set(code, bytes.subarray(at + 2, at + 2 + length))
    at += code === 0 ? 1 : 2 + length
  }
  return found
}
