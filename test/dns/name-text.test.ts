import { expect, it } from 'vitest'
import { nameText } from '../../src/dns/name-text.ts'
import { wire } from './example.ts'

it.each([
  ['the root', '', '.'],
  ['a plain name', 'wpad.example.com', 'wpad.example.com'],
  ['printable characters', 'wpad.@home.com', 'wpad.@home.com'],
  ['bytes of any value', ['\0\x1b[2J', '\xff'], '\\000\\027[2J.\\255'],
  ['dots and backslashes within a label', ['a.b\\c'], 'a\\046b\\092c'],
])('N7: shows %s', (_title, name, text) => {
  expect(nameText(wire(name).toString('latin1'))).toBe(text)
})

it('N7: is bounded', () => {
  const labels = Array<string>(4).fill('\xff'.repeat(62))
  expect(nameText(wire(labels).toString('latin1'))).toHaveLength(240)
})
