import { expect, it } from 'vitest'
import { publicationNotes, startNote } from '../../src/admin/people/publications.ts'
import { branch } from './open-app.ts'

const view = { version: '0.1.0', sites: [branch] }
const by = { who: 'wpadd', origin: 'configuration' }

it('the audit log says at the start which PACs are served', () => {
  expect(startNote(view)).toEqual({ ...by, action: 'started', target: '0.1.0', after: { branch: '0123456789abcdef' } })
})

it('the audit log says what a publication changes, and nothing of what it leaves', () => {
  expect(publicationNotes(view, view)).toEqual([])
  const pac = { ...branch.pac, id: 'fedcba9876543210' }
  const other = { ...branch, name: 'lab', domains: ['lab.example.com'] }
  expect(publicationNotes(view, { ...view, sites: [{ ...branch, pac, subnets: [] }, other] })).toEqual([
    {
      ...by,
      action: 'configuration-taken',
      target: 'branch',
      before: expect.objectContaining({ subnets: ['192.0.2.0/24'] }),
      after: expect.objectContaining({ subnets: [] }),
    },
    { ...by, action: 'configuration-taken', target: 'lab', after: expect.objectContaining({ domains: ['lab.example.com'] }) },
    {
      ...by,
      action: 'pac-published',
      target: 'branch',
      before: { revision: '0123456789abcdef', file: '/etc/wpadd/branch.pac' },
      after: { revision: 'fedcba9876543210', file: '/etc/wpadd/branch.pac' },
    },
    { ...by, action: 'pac-published', target: 'lab', after: { revision: '0123456789abcdef', file: '/etc/wpadd/branch.pac' } },
  ])
  expect(publicationNotes(view, { ...view, sites: [] }).map(({ action, after }) => [action, after])).toEqual([
    ['configuration-taken', undefined],
    ['pac-published', undefined],
  ])
})
