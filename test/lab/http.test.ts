import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { needs, onlyOfWpadd, run } from './lab.ts'

const pac = readFileSync(join(import.meta.dirname, 'proxy.pac'), 'utf8')

beforeEach((context) => {
  needs(context, 'curl')
  onlyOfWpadd(context)
})

async function curl(...args: string[]): Promise<{ head: string; body: string }> {
  const { output } = await run('wl-client', 10, 'curl', '-si', '--max-time', '5', ...args)
  const [head = '', ...body] = output.split('\r\n\r\n')
  return { head, body: body.join('\r\n\r\n') }
}

it.each([
  ['HTTP/1.0 without Host', ['--http1.0', '-H', 'Host:', 'http://10.99.0.1/wpad.dat']],
  ['Host: wpad', ['-H', 'Host: wpad', 'http://10.99.0.1/wpad.dat']],
  ['the name that DNS gives', ['http://wpad/wpad.dat']],
  ['an address, as IE 6', ['http://10.99.0.1/wpad.dat']],
  ['the shortened path of IE 6', ['http://10.99.0.1/wpad.da']],
  ['an absolute-form request line', ['-x', 'http://10.99.0.1:80', 'http://wpad.example.test/wpad.dat']],
])('W1 H1 H2 H3: curl gets the PAC with %s', async (_, args) => {
  const { head, body } = await curl(...args)
  expect(head).toMatch(/^HTTP\/1\.[01] 200 OK\r\n/)
  expect(head).toMatch(/^content-type: application\/x-ns-proxy-autoconfig\r?$/im)
  expect(head).toMatch(new RegExp(`^content-length: ${pac.length}\\r?$`, 'im'))
  expect(body).toBe(pac)
})

it('H6: curl gets a short plain 404 for what is not there', async () => {
  const { head, body } = await curl('http://10.99.0.1/favicon.ico')
  expect(head).toMatch(/^HTTP\/1\.1 404 /)
  expect(head).toMatch(/^content-type: text\/plain/im)
  expect(body.length).toBeLessThan(200)
})
