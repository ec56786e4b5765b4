import type { AnyNode } from 'acorn'
import { answersOf } from '../answers.ts'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, textOf } from '../meaning.ts'
import { within } from '../script.ts'

const mend = "take it away: clients do not send it, and ask their user or use the system's sign-in"
const inText = 'a user and a password, which everyone can read who can fetch the PAC'
const named = 'a secret under its name, which everyone can read who can fetch the PAC'

/** A PAC is given to everyone who asks. */
export const credentials: Rule<Meaning> = {
  name: 'credentials',
  severity: 'error',
  *find(meaning): Iterable<Problem> {
    const { script } = meaning
    const told = new Set<AnyNode>()
    for (const node of script.nodes('Literal')) {
      if (typeof node.value !== 'string' || node.value.length > 10_000 || !isSecret(node.value)) continue
      told.add(node)
      yield { at: node.start, message: inText, mend }
    }
    for (const [name, value] of namedValues(meaning))
      if (value.type === 'Literal' && !told.has(value) && isSecretName(name) && mayBeSecret(textOf(value) ?? ''))
        yield { at: value.start, message: named, mend }
    // "PROXY " + user + ":" + password + "@proxy.example.com:3128"
    for (const { node, text } of answersOf(meaning))
      if (node.type !== 'Literal' && /^\s*\w+\s+[^\s;/]*:[^\s;/]*@/m.test(text.replace(/;/g, '\n')) && !holds(node, told))
        yield { at: node.start, message: inText, mend }
    for (const { value, start } of script.comments)
      if (isSecret(value) || isSecretNote(value))
        yield {
          at: start,
          message: 'a password in a comment, which everyone can read who can fetch the PAC',
          mend: 'take it away, and change it',
        }
  },
}

function isSecret(text: string): boolean {
  return /(^|[\s;"'/])[\w.%+-]+:[^\s@/:;,*]+@[\w[]/.test(text) || hasBasicSignIn(text)
}

// Basic dXNlcjpzZWNyZXQ=, and not "basic configuration"
function hasBasicSignIn(text: string): boolean {
  if (!text.includes('Basic')) return false
  const [, encoded] = /\bBasic\s+([A-Za-z0-9+/]{8,}={0,2})/.exec(text) ?? []
  return encoded !== undefined && /^[ -9;-~]+:[ -~]+$/.test(Buffer.from(encoded, 'base64').toString('latin1'))
}

function isSecretNote(text: string): boolean {
  return /(?<!\p{L})(password|passwd|passphrase|pwd|passwort|kennwort|contrase\S?a|senha|mot de passe|пароль|密码|パスワード)\s*[:=：]\s*\S+/iu.test(
    text,
  )
}

// not of bypass
function isSecretName(name: string): boolean {
  if (!/pass|pwd|secret|key|kennwort/i.test(name)) return false
  return (
    /^(\w*_)?(password|passwd|passphrase|pwd|secret|api_?key|passwort|kennwort)$/i.test(name) ||
    /[a-z](Password|Passwd|Passphrase|Pwd|Secret|ApiKey)$/.test(name)
  )
}

// the name may be a host's, and the text an answer
function mayBeSecret(text: string): boolean {
  return /\S{4}/.test(text) && !/^\s*(DIRECT|(PROXY|SOCKS[45]?|HTTPS?)\s)/i.test(text)
}

function* namedValues({ script, values }: Meaning): Iterable<readonly [string, AnyNode]> {
  for (const [name, all] of values) for (const value of all) yield [name, value]
  for (const { key, value } of script.nodes('Property'))
    if (key.type === 'Identifier') yield [key.name, value]
    else if (key.type === 'Literal') yield [String(key.value), value]
}

function holds(node: AnyNode, told: ReadonlySet<AnyNode>): boolean {
  for (const inner of within(node, true)) if (told.has(inner)) return true
  return false
}
