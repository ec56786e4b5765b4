import { expect, it } from 'vitest'
import type { HttpRequest } from '../../src/http/message.ts'
import { pacReplies, respond } from '../../src/http/respond.ts'
import { parseAddress } from '../../src/net/address.ts'
import { makeRevision } from '../../src/revisions/revision.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { wpadd } from '../support/program.ts'
import { pac, revision, site } from './exchange.ts'

const changed = makeRevision(pac.replace('FindProxyForURL', '/* new */ FindProxyForURL'), {
  lastModified: new Date(revision.lastModified.getTime() + 3_600_000),
  file: 'changed.pac',
})
const repliesOf = pacReplies(300)

/** What a client gets that asks again with what it knows of its copy, when `now` is served. */
function askAgain(now: typeof revision, known: Partial<HttpRequest>) {
  const request = { method: 'GET', target: '/wpad.dat', host: 'wpad', userAgent: undefined, forwardedFor: undefined }
  const conditions = { ifNoneMatch: undefined, ifModifiedSince: undefined, ...known }
  const findSite = siteFinder([{ site, revision: now }])
  return respond({ ...request, ...conditions }, parseAddress('192.0.2.20')!, findSite, repliesOf)
}

it.each([
  ['its tag', { ifNoneMatch: `"${revision.id}"` }],
  ['its date', { ifModifiedSince: revision.lastModified.toUTCString() }],
])(
  'W5 H3 H4: a copy that has expired, asked for again with %s, is renewed while it is the same, and replaced when it is not',
  (_, known) => {
    const renewed = askAgain(revision, known)
    expect(renewed).toMatchObject({ status: 304, headers: { 'Cache-Control': 'private, max-age=300' } })
    const replaced = askAgain(changed, known)
    expect(replaced).toMatchObject({ status: 200, headers: { ETag: `"${changed.id}"`, 'Cache-Control': 'private, max-age=300' } })
  },
)

it('W5: discover says of Chromium that it ignores the expiry, and not of WinHTTP', async () => {
  const verbose = (kind: string) => wpadd(['discover', '--as', kind, '--fqdn', 'pc.example.com', '--plan', '--verbose'])
  expect((await verbose('chromium')).out).toMatch(/ignores the expiry that HTTP gives the file \[/)
  expect((await verbose('winhttp')).out).not.toContain('ignores the expiry')
})
