import * as v from 'valibot'
import { expect, it } from 'vitest'
import { auditBoundsOf, retentionOf, storeOptions } from '../../src/store/options.ts'

it.each([
  [undefined, { rows: 100_000, days: 90, addresses: 'full', notice: '' }],
  [{}, { rows: 1_000_000, days: 90, addresses: 'full', notice: '' }],
  [{ path: ':memory:' }, { rows: 100_000 }],
  [
    { rows: 10, days: 1, addresses: 'prefix', notice: ' We log. ' },
    { rows: 10, days: 1, addresses: 'prefix', notice: 'We log.' },
  ],
])('what %j keeps', (written, expected) => {
  expect(retentionOf(written && v.parse(storeOptions, written))).toMatchObject(expected)
})

it.each([
  [undefined, { rows: 100_000, days: 400 }],
  [{}, { rows: 100_000, days: 400 }],
  [{ audit: { days: 30 } }, { rows: 100_000, days: 30 }],
  [{ audit: { rows: 5000, days: 3650 } }, { rows: 5000, days: 3650 }],
])('what %j keeps of the audit log', (written, expected) => {
  expect(auditBoundsOf(written && v.parse(storeOptions, written))).toEqual(expected)
})

it.each([
  [{ audit: { days: 0 } }, 'audit.days', 'is less than 1'],
  [{ rows: 0 }, 'rows', 'is less than 1'],
  [{ rows: 1e9 }, 'rows', 'is more than 100000000'],
  [{ days: 1.5 }, 'days', 'is not a whole number'],
  [{ days: '30' }, 'days', 'is not a number'],
  [{ addresses: 'none' }, 'addresses', 'is neither full nor prefix'],
  [{ notice: 'x'.repeat(4001) }, 'notice', 'has more than 4000 characters'],
])('refuses %j', (written, key, message) => {
  const { issues = [] } = v.safeParse(storeOptions, written)
  expect(issues.map((issue) => [v.getDotPath(issue), issue.message])).toEqual([[key, message]])
})
