import { readFileSync } from 'node:fs'

const folder = new URL('../../../pac/builtins/', import.meta.url)

/** The text of one built-in: PAC-language code, read and never imported. Throws when there is no such file. */
function builtinText(name: string): string {
  return readFileSync(new URL(`${name}.js`, folder), 'utf8')
}

/**
 * The text that is run in a fresh sandbox before any script: the machine, the functions that a dialect has, and the loop over visits,
 * whose functions are what the text evaluates to. `shared` and `toAscii` are expected among the globals, and taken away.
 * With a name for them there are hooks for a script that tells how it runs; no property of the globals has that name.
 */
export function preamble(functions: readonly string[], hooks?: string): string {
  const names = ['machine', 'addressLiteral', ...functions, ...(hooks === undefined ? [] : ['tracing']), 'visits']
  const texts = names.map((name) => `${builtinText(name)}\n;`)
  const named = hooks === undefined ? '' : `const ${hooks} = machine.hooks;`
  return `${texts.join('\n')}
${named}
(function (machine) { delete globalThis.machine; machine.finish(); return machine.visits })(machine)`
}
