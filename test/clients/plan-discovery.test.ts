import { describe, expect, it } from 'vitest'
import type { HostIdentity } from '../../src/clients/host-identity.ts'
import { clientKinds } from '../../src/clients/known-kinds.ts'
import type { HttpLookup } from '../../src/clients/lookup.ts'
import { planDiscovery } from '../../src/clients/plan-discovery.ts'
import { asks, hostNamed, kindNamed, pc, planOf } from './host.ts'

const [d, b, e] = ['wpad.department.branch.example.com', 'wpad.branch.example.com', 'wpad.example.com']
const both = (...names: string[]) => names.flatMap((name) => [`${name} A`, `${name} AAAA`])
const inform = 'INFORM 252'
const windows = [inform, ...both(d, b, e)]
const alias = [`${d} A`, 'wpad A']
const records = (domain: string) => [`wpad.tcp.${domain} SRV`, `wpad.${domain} TXT`, `wpad.${domain} A`]

const questions: [string, string[]][] = [
  ['draft', [inform, ...['department.branch.example.com', 'branch.example.com', 'example.com'].flatMap(records)]],
  ['ie5', [inform, `${d} A`, `${b} A`, `${e} A`, 'WPAD<00>']],
  ['ie6', [inform, `${d} A`, `${b} A`, `${e} A`, 'WPAD<00>']],
  ['ie7', [...windows, 'wpad A', 'WPAD<00>']],
  ['winhttp', windows],
  ['windows10', windows],
  ['chromium-windows', windows],
  ['chromium', [`${d} A`, 'wpad A', `${d} HTTPS`, `${d} A`, 'wpad HTTPS', 'wpad A']],
  ['firefox-windows', windows],
  ['firefox', alias],
  ['macos', [inform, `${d} A`]],
  ['ios', [inform, `${d} A`]],
  [
    'kde',
    [
      ...[inform, `${d} A`, `${d}.department.branch.example.com A`, 'branch.example.com SOA'],
      ...[`${b} A`, `${b}.department.branch.example.com A`, 'example.com SOA'],
      ...[`${e} A`, `${e}.department.branch.example.com A`, 'com SOA'],
    ],
  ],
  ['libproxy', alias],
  ['libproxy+0.4', alias],
  ['libproxy+0.3', [...alias, `${b} A`, `${e} A`]],
  ['jdk', windows],
  ['proxy-vole', [inform, `${d} A`, `${b} A`, `${e} A`, ...alias]],
  ['dotnet', windows],
  ['wine', [...both(d), '(reverse of the address) PTR']],
  ['android', []],
  ['windows10+forest-root=branch.example.com', [inform, ...both(d, b)]],
  ['windows10+forest-root=example.com', windows],
  ['windows10+forest-root=example.net', [inform, ...both(d)]],
  ['windows10+link-local', [...windows, 'wpad A', 'WPAD<00>']],
  ['ie7+wpad-com', [...windows, ...both('wpad.com'), 'wpad A', 'WPAD<00>']],
  ['ie7+ms16-077', windows],
  ['firefox-windows+no-dhcp', both(d, b, e)],
  ['wine+networkmanager', [inform, ...both(d), '(reverse of the address) PTR']],
]

describe('planDiscovery', () => {
  it.each(questions)('W8 C2 C3 C4 C6: %s asks its names in its order', (kind, expected) => {
    expect(asks(planOf(kind))).toEqual(expected)
  })

  it('W8: has a row for every kind', () => {
    expect(new Set(questions.map(([kind]) => kind.split('+')[0]))).toEqual(new Set(clientKinds.keys()))
  })

  const orders: [string, string[]][] = [
    ['draft', ['SRV', 'TXT', 'A']],
    ['draft+alias-first', ['A', 'SRV', 'TXT']],
    ['draft+alias-second', ['SRV', 'A', 'TXT']],
  ]
  it.each(orders)('W3 W8: %s asks the records of one domain in this order: %j', (kind, order) => {
    const plan = planOf(kind, hostNamed('pc.example.com'))
    const types = plan.flatMap((lookup) => (lookup.via === 'dns' && typeof lookup.name === 'string' ? [lookup.type] : []))
    expect(types).toEqual(order)
  })

  it('W4: no kind asks TXT, SRV or an address of a bare domain', () => {
    for (const kind of clientKinds.keys()) {
      const bare = asks(planOf(kind)).filter((ask) => /^(\w+\.)*example\.com (?!SOA)/.test(ask) && !ask.startsWith('wpad.'))
      expect(bare, kind).toEqual([])
    }
  })

  const urls: [string, HttpLookup['url'], 'the address' | undefined][] = [
    ['chromium', 'http://wpad/wpad.dat', undefined],
    ['firefox', 'http://wpad/wpad.dat', undefined],
    ['libproxy', 'http://wpad/wpad.dat', undefined],
    ['macos', 'http://wpad/wpad.dat', undefined],
    ['windows10', 'http://wpad/wpad.dat', undefined],
    ['ie6', 'http://wpad/wpad.dat', 'the address'],
    ['kde', `http://${e}/wpad.dat`, undefined],
    ['proxy-vole', 'http://wpad/wpad.dat', undefined],
  ]
  it.each(urls)('W1 C2 C3 C5 C6: the last URL of %s is %s, Host %s', (kind, url, host) => {
    const last = planOf(kind).findLast((lookup) => lookup.via === 'http' && !lookup.id.startsWith('nbns'))
    expect(last).toMatchObject({ url })
    expect(last?.via === 'http' && last.fetch.host).toBe(host)
  })

  it('C4: a search list that was set takes the place of devolution on Windows, and only there', () => {
    const host = hostNamed('pc.x.example.com', { search: ['a.example', 'b.example'] })
    const listed = both('wpad.a.example', 'wpad.b.example')
    for (const kind of ['winhttp', 'windows10', 'ie7', 'chromium-windows', 'firefox-windows'])
      expect(
        asks(planOf(kind, host)).filter((ask) => ask.startsWith('wpad.')),
        kind,
      ).toEqual(listed)
    for (const kind of ['chromium', 'firefox', 'libproxy', 'macos'])
      expect(new Set(asks(planOf(kind, host)).filter((ask) => /^wpad\..* A$/.test(ask))), kind).toEqual(
        new Set(['wpad.a.example A', 'wpad.b.example A']),
      )
    expect(asks(planOf('draft', host))).toContain('wpad.example.com A')
  })

  it('C6: KDE starts at the first domain of the search list, as the resolver does', () => {
    const host = hostNamed('pc.department.branch.example.com', { search: ['branch.example.com', 'example.com'] })
    expect(asks(planOf('kde', host)).filter((ask) => ask.startsWith('wpad.'))).toEqual(
      [
        ...['wpad.branch.example.com', 'wpad.branch.example.com.branch.example.com', 'wpad.branch.example.com.example.com'],
        ...['wpad.example.com', 'wpad.example.com.branch.example.com', 'wpad.example.com.example.com'],
      ].map((name) => `${name} A`),
    )
  })

  it('asks AAAA of a host with IPv6, and on Windows always', () => {
    const dual = { ...pc, addresses: ['192.0.2.20', '2001:db8::20'] }
    expect(asks(planOf('firefox', dual))).toEqual(both(d, 'wpad'))
    expect(asks(planOf('firefox', { ...pc, addresses: ['fe80::1'] }))).toEqual(alias)
    expect(asks(planOf('winhttp'))).toEqual(windows)
    expect(asks(planOf('ie6', dual))).not.toContain(`${d} AAAA`)
  })

  it('C5: Internet Explorer 6 may lose the last character of the DHCP string', () => {
    expect(planOf('ie6+drops-last-character')[0]).toMatchObject({ via: 'dhcp', dropsLastCharacter: true })
    expect(planOf('ie6')[0]).not.toHaveProperty('dropsLastCharacter')
  })

  it('is pure: it changes nothing that it is given, and says the same again', () => {
    const host = frozen({ ...pc, search: ['branch.example.com'] })
    for (const kind of clientKinds.values()) {
      const plan = planDiscovery(frozen(kind), host)
      expect(JSON.stringify(planDiscovery(kind, host))).toBe(JSON.stringify(plan))
      expect(new Set(plan.map(({ id }) => id)).size, kind.name).toBe(plan.length)
    }
  })

  it('only refers to lookups before, so that it can be made from the top', () => {
    for (const kind of clientKinds.keys()) {
      const known = new Set<string>()
      for (const lookup of planOf(kind)) {
        const before = lookup.when.flatMap(({ of }) => of)
        expect(
          before.filter((id) => !known.has(id)),
          `${kind} ${lookup.id}`,
        ).toEqual([])
        known.add(lookup.id)
      }
    }
  })

  it.each([
    ['chromium', 'link-local', '', /^chromium has no variant "link-local" \(it has none\)$/],
    ['ie7', 'forest', '', /^ie7 has no variant "forest" \(it has forest-root, wpad-com, ms16-077, ie11-windows-7\)$/],
    ['ie7', 'constructor', '', /has no variant/],
    ['ie7', 'forest-root', '', /takes a domain/],
    ['ie7', 'wpad-com', 'example.com', /takes no value/],
  ])('%s refuses the variant %s=%s', (kind, name, value, message) => {
    expect(() => planDiscovery(kindNamed(kind), { ...pc, variants: [{ name, value }] })).toThrow(message)
  })
})

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null && !Object.isFrozen(inner)) frozen(inner)
  return Object.freeze(value) as T & HostIdentity
}
