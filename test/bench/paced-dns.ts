import { createSocket } from 'node:dgram'
import { question } from './dns-question.ts'
import { setNiceness } from './niceness.ts'

// Asks the wpad name of 127.0.0.1:PORT at RATE questions a second for SECONDS, evenly, and prints how long the answers took:
// {"asked", "answered", "p50", "p99"}, times in milliseconds. A question that is not answered within a second took a second.
const [port = 0, rate = 5000, seconds = 2] = process.argv.slice(2).map(Number)
const lost = 1000
const asked = rate * seconds
const sent = new Float64Array(asked)
const took = new Float64Array(asked).fill(lost)
let next = 0
let answered = 0

try {
  setNiceness(-10) // the clients are other machines: this one's load must not delay their clock
} catch {
  process.stderr.write('bench: not root, so the questions compete with what they measure\n')
}
const socket = createSocket('udp4')
socket.on('message', (answer) => {
  const id = answer.readUInt16BE(0)
  // ids come round again after 65,536: the youngest question of that id is meant
  const index = id + 65_536 * Math.floor((next - 1 - id) / 65_536)
  if (took[index] !== lost) return
  took[index] = performance.now() - sent[index]!
  answered++
})
socket.connect(port, '127.0.0.1', () => {
  const packet = question('wpad.branch.example.com')
  const began = performance.now()
  const timer = setInterval(() => {
    const due = Math.min(asked, Math.floor(((performance.now() - began) / 1000) * rate))
    for (; next < due; next++) {
      packet.writeUInt16BE(next & 0xffff, 0)
      sent[next] = performance.now()
      socket.send(Buffer.from(packet))
    }
    if (next < asked) return
    clearInterval(timer)
    setTimeout(report, lost)
  }, 1)
})

function report(): void {
  const sorted = took.toSorted()
  const at = (part: number) => sorted[Math.min(asked - 1, Math.floor(asked * part))]
  process.stdout.write(`${JSON.stringify({ asked, answered, p50: at(0.5), p99: at(0.99) })}\n`)
  socket.close()
}
