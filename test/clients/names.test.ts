import { describe, expect, it } from 'vitest'
import { parseHostName } from '../../src/clients/host-identity.ts'
import { clientKinds } from '../../src/clients/known-kinds.ts'
import { hostNamed, planOf } from './host.ts'

/** The domains whose `wpad` a plan asks for, and those of them that are someone else's. */
function domainsOf(kind: string, fqdn: string, over: Parameters<typeof hostNamed>[1] = {}) {
  const questions = planOf(kind, hostNamed(fqdn, over)).flatMap((lookup) =>
    lookup.via === 'dns' && typeof lookup.name === 'string' && lookup.type === 'A' ? [lookup] : [],
  )
  const domain = (name: string) => (name === 'wpad' ? '.' : name.replace(/^wpad\./, ''))
  return {
    all: questions.map(({ name }) => domain(name as string)),
    outside: questions.filter(({ outside }) => outside).map(({ name }) => domain(name as string)),
  }
}

const boundaries: [kind: string, fqdn: string, all: string[], outside: string[]][] = [
  ['draft', 'pc.x.example.co.uk', ['x.example.co.uk', 'example.co.uk'], []],
  ['draft', 'pc.example.co.uk', ['example.co.uk'], []],
  ['draft', 'pc.co.uk', [], []],
  ['draft', 'pc.com', [], []],
  ['draft', 'pc', [], []],
  ['draft', 'pc.lan', ['lan'], []],
  ['draft', 'pc.floor.corp', ['floor.corp', 'corp'], []],
  ['draft', 'pc.floor.example.internal', ['floor.example.internal', 'example.internal', 'internal'], []],
  ['draft', 'pc.local', ['local'], []],
  ['draft', 'pc.home.arpa', ['home.arpa'], []],
  ['draft', 'pc.den.home.arpa', ['den.home.arpa', 'home.arpa'], []],
  ['draft', 'pc.team.github.io', ['team.github.io'], []],
  ['windows10', 'pc.x.example.co.uk', ['x.example.co.uk', 'example.co.uk', 'co.uk'], ['co.uk']],
  ['windows10', 'pc.co.uk', ['co.uk'], ['co.uk']],
  ['windows10', 'pc.com', [], []],
  ['windows10', 'pc.floor.corp', ['floor.corp'], []],
  ['windows10', 'pc', [], []],
  ['ie5', 'pc.x.example.co.uk', ['x.example.co.uk', 'example.co.uk', 'co.uk'], ['co.uk']],
  ['ie7+wpad-com', 'pc.example.com', ['example.com', 'com'], ['com']],
  ['proxy-vole', 'pc.example.co.uk', ['example.co.uk', 'co.uk', 'example.co.uk', '.'], ['co.uk']],
  ['libproxy+0.3', 'pc.x.example.co.uk', ['x.example.co.uk', '.', 'example.co.uk'], []],
  ['libproxy+0.3', 'pc.x.example.co.jp', ['x.example.co.jp', '.', 'example.co.jp', 'co.jp'], ['co.jp']],
  ['firefox', 'pc.co.uk', ['co.uk', '.'], ['co.uk']],
  ['firefox', 'pc.lan', ['lan', '.'], []],
  ['firefox', 'pc', ['.'], []],
  ['wine', 'pc.x.example.co.uk', ['x.example.co.uk'], []],
]

describe('the names that a client asks for', () => {
  it.each(boundaries)('S1 W8: %s on %s asks the wpad of %j, of which %j are not its own', (kind, fqdn, all, outside) => {
    expect(domainsOf(kind, fqdn)).toEqual({ all, outside })
  })

  it('S2: every parent that the organisation owns is asked by one kind or another, and nothing above', () => {
    const asked = [...clientKinds.keys()].flatMap((kind) => domainsOf(kind, 'pc.department.branch.example.com').all)
    const own = new Set(asked.filter((domain) => !domain.includes('example.com.') && domain !== '.'))
    expect(own).toEqual(new Set(['department.branch.example.com', 'branch.example.com', 'example.com']))
  })

  it('S1: a domain of the search list is ours, unless it is a public suffix; so is one that the user names', () => {
    expect(domainsOf('firefox', 'pc.example.com', { search: ['example.net', 'co.uk'] }).outside).toEqual(['co.uk'])
    expect(domainsOf('windows10', 'pc.x.example.co.uk', { ours: ['co.uk'] }).outside).toEqual(['co.uk'])
    expect(domainsOf('kde', 'pc.example.com', { search: ['example.net'] }).outside).toEqual([])
  })

  it.each(['192.0.2.20', '2001:db8::20', '[2001:db8::20]', '192.0.2', '1.2.3.4.'])('S1: %s is no host name', (text) => {
    expect(() => parseHostName(text)).toThrow(/is an address, not the name of a host/)
  })

  it.each(['pc..example.com', '', '-pc.example.com', 'pc.exämple.com', `${'a'.repeat(64)}.example.com`])(
    '%j is no host name',
    (text) => {
      expect(() => parseHostName(text)).toThrow(RangeError)
    },
  )

  it('an address in place of a name has no domain', () => {
    for (const kind of ['draft', 'windows10', 'kde']) expect(domainsOf(kind, '192.0.2.20').all, kind).toEqual([])
  })

  it('a name of 120 labels is planned at once', () => {
    const fqdn = `${'a.'.repeat(118)}example.com`
    expect(domainsOf('draft', fqdn).all).toHaveLength(118)
    expect(domainsOf('kde', fqdn).outside).toEqual([])
  })
})
