import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { adminOptions } from '../../src/admin/options.ts'

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

  it.each([
    [{ listen: ['0.0.0.0:8081'] }, '"0.0.0.0:8081" is not a loopback address: the page has no accounts and no HTTPS yet'],
    [{ listen: ['192.0.2.10:443'] }, '(listen on 127.0.0.1:443 and reach it with: ssh -L 443:127.0.0.1:443 HOST)'],
    [{ listen: ['[::]:8081'] }, '"[::]:8081" is not a loopback address'],
    [{ listen: ['8081'] }, '"8081" is not an address and port'],
    [{ listen: [] }, 'names no address'],
    [{ allow: ['192.0.2.1/24'] }, 'has host bits set'],
    [{ password: 'x' }, 'password'],
  ])('refuses %j', (input, message) => {
    const result = v.safeParse(adminOptions, input)
    expect(result.success).toBe(false)
    expect(result.issues?.map((issue) => issue.message).join()).toContain(message)
  })
})
