import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'

const metricsNetworks = ['127.0.0.0/8', '::1/128'].map(parseCidr)
const app = createApp({ metrics: async () => 'wpadd_up 1\n', healthy: () => true, metricsNetworks })
const ask = (path: string, init: RequestInit = {}, client = '127.0.0.1', to = app) =>
  to.request(path, init, { client: parseAddress(client)! })

describe('what is served beside the PAC', () => {
  it.each([
    ['GET', '/healthz', 200, 'ok\n'],
    ['GET', '/metrics', 200, 'wpadd_up 1\n'],
    ['GET', '/', 404, 'not found (the proxy configuration is /wpad.dat)\n'],
    ['GET', '/favicon.ico', 404, 'not found (the proxy configuration is /wpad.dat)\n'],
    ['POST', '/', 405, 'GET or HEAD only\n'],
    ['PUT', '/healthz', 405, 'GET or HEAD only\n'],
    ['OPTIONS', '/metrics', 405, 'GET or HEAD only\n'],
    ['PROPFIND', '/', 405, 'GET or HEAD only\n'],
  ])('H6: %s %s is %i', async (method, path, status, text) => {
    const response = await ask(path, { method })
    expect(response.status).toBe(status)
    expect(await response.text()).toBe(text)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(response.headers.has('set-cookie')).toBe(false)
    expect(response.headers.get('allow')).toBe(status === 405 ? 'GET, HEAD' : null)
  })

  it('answers HEAD without a body', async () => {
    const response = await ask('/healthz', { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  it('says when it is not healthy', async () => {
    const ill = createApp({ metrics: async () => '', healthy: async () => false, metricsNetworks })
    expect((await ask('/healthz', {}, '127.0.0.1', ill)).status).toBe(503)
  })

  it.each(['127.0.0.1', '127.9.9.9', '::1'])('shows the metrics to %s', async (client) => {
    expect((await ask('/metrics', {}, client)).status).toBe(200)
  })

  it.each(['192.0.2.1', '2001:db8::1'])('hides the metrics from %s, whatever it forwards', async (client) => {
    const response = await ask('/metrics', { headers: { 'X-Forwarded-For': '127.0.0.1', Forwarded: 'for=127.0.0.1' } }, client)
    expect(response.status).toBe(403)
    expect(await response.text()).toBe('not for this network\n')
  })

  it('H6: a failure is a short 500 without its reason', async () => {
    const broken = createApp({ metrics: () => Promise.reject(new Error('secret')), healthy: () => true, metricsNetworks })
    const response = await ask('/metrics', {}, '127.0.0.1', broken)
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('failed\n')
  })
})
