import { expect, it } from 'vitest'
import { scriptPieces } from '../../src/admin/preview/script-pieces.ts'

const script = `${Array.from({ length: 40 }, (_, i) => `line ${i + 1}`).join('\n')}\n`

// `7`: shown; `7*`: ran; `7!`: decided; `(5)`: so many left out
function shape(pac: string, ran: readonly number[], decided?: number): string {
  const lines = ran.map((line) => ({ line, times: 1 }))
  const trace = { lines, ...(decided === undefined ? {} : { decided: { line: decided, text: '' } }) }
  return scriptPieces(pac, trace)
    .map((piece) =>
      'skipped' in piece ? `(${piece.skipped})` : `${piece.line}${piece.isDecided ? '!' : piece.times > 0 ? '*' : ''}`,
    )
    .join(' ')
}

it.each<[readonly number[], number | undefined, string]>([
  [[], undefined, '(40)'],
  [[2], 2, '1 2! 3 4 5 (35)'],
  [[1, 20], 20, '1* 2 3 4 (12) 17 18 19 20! 21 22 23 (17)'],
  [[39], 40, '(35) 36 37 38 39* 40!'],
])('shows %j, decided in line %j', (ran, decided, expected) => {
  expect(shape(script, ran, decided)).toBe(expected)
})

it('shows where it was decided, however much ran', () => {
  const long = Array.from({ length: 5000 }, (_, i) => `${i}`).join('\n')
  const ran = Array.from({ length: 5000 }, (_, i) => i + 1)
  const pieces = scriptPieces(long, { lines: ran.map((line) => ({ line, times: 1 })), decided: { line: 4900, text: '' } })
  expect(pieces.length).toBeLessThan(420)
  expect(pieces.some((piece) => 'line' in piece && piece.line === 4900 && piece.isDecided)).toBe(true)
})

it.each(['a\r\nb\rc\nd', 'a\nb\nc\nd\n'])('counts the lines of %j as engines do', (text) => {
  expect(scriptPieces(text, { lines: [{ line: 4, times: 2 }] }).at(-1)).toMatchObject({ line: 4, text: 'd', times: 2 })
})
