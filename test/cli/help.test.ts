import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root, wpadd } from '../support/program.ts'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const commands = ['serve', 'check', 'health', 'eval', 'lint', 'compare', 'discover']

it.each(['--version', '-V'])('%s prints the version of the package', async (option) => {
  expect(await wpadd([option])).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
})

it.each(['--help', '-h', 'help'])('%s names every command', async (option) => {
  const { code, out, err } = await wpadd([option])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const command of commands) expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'))
})

it.each(commands)('wpadd %s --help says what it takes and how it ends', async (command) => {
  const { code, out, err } = await wpadd([command, '--help'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(new RegExp(`^Usage: wpadd ${command}\\b`))
  expect(await wpadd([command, '-h'])).toMatchObject({ code: 0, out })
})

it('no help is wider than a terminal that people have', async () => {
  const all = await Promise.all(['', ...commands].map((command) => wpadd([command, '--help'].filter(Boolean))))
  expect(all.flatMap(({ out }) => out.split('\n')).filter((line) => line.length > 130)).toEqual([])
})
