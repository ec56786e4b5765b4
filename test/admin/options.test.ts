import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { adminOptions, isSecureAt } from '../../src/admin/options.ts'

describe('the admin section', () => {
  it('listens on loopback, for everyone there, when nothing is said', () => {
    expect(v.parse(adminOptions, {})).toEqual({ listen: [{ address: '127.0.0.1', port: 8081 }], allow: [] })
  })

  it('takes other loopback addresses', () => {
    const { listen } = v.parse(adminOptions, { listen: ['127.0.0.2:9000', '[::1]:9000'] })
    expect(listen).toEqual([
      { address: '127.0.0.2', port: 9000 },
      { address: '::1', port: 9000 },
    ])
  })

  it('takes any address, a certificate, and names by which it is reached', () => {
    const tls = { certificate: 'page.crt', key: 'page.key' }
    const names = ['Page.example.com.', '2001:DB8::10', 'wpad', '192.0.2.10']
    expect(v.parse(adminOptions, { listen: ['0.0.0.0:443'], tls, names })).toEqual({
      listen: [{ address: '0.0.0.0', port: 443 }],
      allow: [],
      tls,
      names: ['page.example.com', '2001:db8::10', 'wpad', '192.0.2.10'],
    })
  })

  it('is HTTPS where it is not loopback, and everywhere with a certificate', () => {
    const tls = { certificate: 'page.crt', key: 'page.key' }
    const at = (address: string) => ({ address, port: 443 })
    expect(['127.0.0.1', '::1', '0.0.0.0', '192.0.2.1', '::'].map((each) => isSecureAt(at(each), {}))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
    expect(isSecureAt(at('127.0.0.1'), { tls })).toBe(true)
  })

  it.each([
    [{ listen: ['8081'] }, '"8081" is not an address and port'],
    [{ listen: [] }, 'names no address'],
    [{ allow: ['192.0.2.1/24'] }, 'has host bits set'],
    [{ password: 'x' }, 'password'],
    [{ tls: { certificate: 'x' } }, 'key'],
    [{ tls: { certificate: '', key: 'x' } }, 'is empty'],
    [{ names: ['https://page.example.com'] }, 'is not a host name or an address (without scheme and port)'],
    [{ names: ['page.example.com:8081'] }, 'is not a host name'],
  ])('refuses %j', (input, message) => {
    const result = v.safeParse(adminOptions, input)
    expect(result.success).toBe(false)
    expect(result.issues?.map((issue) => issue.message).join()).toContain(message)
  })
})
