import { execFileSync } from 'node:child_process'
import { beforeEach, expect, it } from 'vitest'
import { needs, onlyOfWpadd, run } from './lab.ts'

beforeEach((context) => {
  needs(context, 'dig')
  onlyOfWpadd(context)
})

async function dig(...question: string[]): Promise<string> {
  const { output } = await run('wl-client', 10, 'dig', '@10.99.0.1', '+tries=1', '+time=2', ...question)
  return output
}

it('N1: dig gets the address of a wpad name with authority, and its own spelling back', async () => {
  const answer = await dig('wPaD.Branch.example.TEST', 'A')
  expect(answer).toMatch(/status: NOERROR/)
  expect(answer).toMatch(/flags: qr aa rd;/)
  expect(answer).toMatch(/^wPaD\.Branch\.example\.TEST\.\s+300\s+IN\s+A\s+10\.99\.0\.1$/m)
})

it.each(['AAAA', 'HTTPS'])('N2 N9: dig gets NODATA with the SOA for %s, at once', async (type) => {
  const answer = await dig('wpad.example.test', type)
  expect(answer).toMatch(/status: NOERROR.*\n.*ANSWER: 0, AUTHORITY: 1/)
  expect(answer).toMatch(/^wpad\.example\.test\.\s+\d+\s+IN\s+SOA\s+wpad\.example\.test\./m)
})

it('N2: dig gets NXDOMAIN below a wpad name', async () => {
  expect(await dig('below.wpad.example.test', 'A')).toMatch(/status: NXDOMAIN/)
})

it.each(['SOA', 'NS'])('N3: dig gets the %s of the zone', async (type) => {
  expect(await dig('wpad.example.test', type)).toMatch(
    new RegExp(`^wpad\\.example\\.test\\.\\s+\\d+\\s+IN\\s+${type}\\s+wpad\\.example\\.test\\.`, 'm'),
  )
})

it('N4: dig gets the same over TCP', async () => {
  const answer = await dig('+tcp', 'wpad.example.test', 'A')
  expect(answer).toMatch(/^wpad\.example\.test\.\s+300\s+IN\s+A\s+10\.99\.0\.1$/m)
  expect(answer).toContain('(TCP)')
})

it.each(['example.test', 'www.example.test', 'example.org', 'test'])('N5 N9: dig is refused %s', async (name) => {
  expect(await dig(name, 'SOA')).toMatch(/status: REFUSED/)
})

it('N5: dig is refused a zone transfer', async () => {
  expect(await dig('wpad.example.test', 'AXFR')).toMatch(/Transfer failed|communications error|REFUSED/)
})

it('answers from the address that was asked, one that came up after the start included', async () => {
  const second = ['-n', 'wl-server', 'addr']
  execFileSync('ip', [...second, 'add', '10.99.0.2/24', 'dev', 'eth0'])
  try {
    // dig takes no answer from another address than the one that it asked
    const { output } = await run('wl-client', 20, 'dig', '@10.99.0.2', '+tries=15', '+time=1', '+short', 'wpad.example.test', 'A')
    expect(output).toMatch(/^10\.99\.0\.1$/m)
  } finally {
    execFileSync('ip', [...second, 'del', '10.99.0.2/24', 'dev', 'eth0'])
  }
})
