// What we use of the package `dhcp` 0.2.20, which carries no types of its own. `message.ts` is its only importer.

declare module 'dhcp/lib/seqbuffer.js' {
  /** Reads and writes the fields of a message one after another: `_r` and `_w` are where it stands. */
  export default class SeqBuffer {
    constructor(bytes?: Buffer)
    _data: Buffer
    _r: number
    _w: number
    getUInt8(): number
    getUInt16(): number
    getUInt32(): number
    getIP(): string
    getASCII(length: number): string
    getUInt8s(length: number): number[]
    addUInt8(value: number): void
    addIPs(addresses: readonly string[]): void
    addOptions(options: Readonly<Record<number, number | string | readonly number[]>>): void
  }
}

declare module 'dhcp/lib/options.js' {
  const options: { addOption(code: number, option: { name: string; type: string; config?: string; attr?: string }): void }
  export default options
}

declare module 'dhcp/lib/protocol.js' {
  import type SeqBuffer from 'dhcp/lib/seqbuffer.js'

  export interface Message {
    op: number
    htype: number
    hlen: number
    hops: number
    xid: number
    secs: number
    flags: number
    ciaddr: string
    yiaddr: string
    siaddr: string
    giaddr: string
    chaddr: string
    sname: string
    file: string
    options: Readonly<Record<number, number | string | readonly number[]>>
  }
  const protocol: { parse(bytes: Buffer): Message & { magicCookie: number }; format(message: Message): SeqBuffer }
  export default protocol
}
