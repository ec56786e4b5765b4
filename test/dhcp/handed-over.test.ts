import { describe, expect, it } from 'vitest'
import { handedOver } from '../../src/dhcp/handed-over.ts'

const environment = { LISTEN_PID: '42', LISTEN_FDS: '3', LISTEN_FDNAMES: 'lan:guests:lan' }

describe('the sockets that systemd hands over', () => {
  it('D9: are found by name, from descriptor 3 on', () => {
    expect(handedOver('lan', environment, 42)).toEqual([3, 5])
    expect(handedOver('guests', environment, 42)).toEqual([4])
  })

  it.each<[string, Record<string, string>, string]>([
    ['none were', {}, 'LISTEN_FDS is not set'],
    ['they are for another process', { ...environment, LISTEN_PID: '41' }, 'for process 41, not for this one, 42'],
    ['none has the name', { ...environment, LISTEN_FDNAMES: 'guests:x:y' }, 'LISTEN_FDNAMES=guests:x:y'],
    [
      'there are more names than sockets',
      { ...environment, LISTEN_FDS: '1', LISTEN_FDNAMES: 'guests:lan' },
      'no socket of that name',
    ],
  ])('D9: are an error when %s', (_, given, expected) => {
    expect(() => handedOver('lan', given, 42)).toThrow(expected)
  })
})
