import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Misuse } from './command.ts'

const longestInput = 4096

/** A password, typed twice on the terminal without being shown, or the first line of the standard input. Throws a Misuse without one. */
export async function readPassword(): Promise<string> {
  return process.stdin.isTTY ? typedTwice() : firstLine()
}

async function firstLine(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk
    if (text.includes('\n') || text.length > longestInput) break
  }
  const [line = ''] = text.split(/\r?\n/)
  if (line === '') throw new Misuse('no password on the standard input (--generate makes one)')
  return line
}

async function typedTwice(): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  lines.on('SIGINT', () => process.exit(130))
  const typed = async (prompt: string): Promise<string> => {
    process.stderr.write(prompt)
    const { promise, resolve } = Promise.withResolvers<string>()
    lines.question('', resolve)
    const line = await promise
    process.stderr.write('\n')
    return line
  }
  try {
    const password = await typed('Password: ')
    if (password !== (await typed('The same again: '))) throw new Misuse('the two are not the same')
    return password
  } finally {
    lines.close()
  }
}
