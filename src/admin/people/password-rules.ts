import { randomInt } from 'node:crypto'

/** Why a password is not taken. */
export type Weakness = 'short' | 'long' | 'guessable'

export const shortest = 12
export const longest = 256
/** How many characters must be left when everything that is easy to guess has been taken out. */
const shortestRest = 8
/** And how many different ones among them. */
const fewestKinds = 5

/**
 * What is wrong with `password` for the account `name`, if anything.
 *
 * Length counts, and no class of characters is asked for (NIST SP 800-63B, 3.1.1.2). In place of a list of a million leaked
 * passwords, of which hardly any has twelve characters, the parts that make a long one weak are taken out: the account's name, the
 * words that guessing programs begin with (`P4ssw0rd` counts as one), years, and runs of the same or of neighbouring
 * characters. Eight characters must be left, five of them different.
 */
export function weakness(password: string, name: string): Weakness | undefined {
  const text = password.normalize('NFKC')
  const length = [...text].length
  if (length < shortest) return 'short'
  if (length > longest) return 'long'
  const rest = restOf(text, name)
  return rest.length < shortestRest || new Set(rest).size < fewestKinds ? 'guessable' : undefined
}

const words =
  'password passwort passwd contrasena contrasenha senha clave secret letmein welcome changeme default login signin sesame trustno ' +
  'administrator admin root user guest test demo master monkey dragon football baseball princess sunshine shadow superman batman ' +
  'iloveyou hello hola company office network proxy wpad internet server firewall winter spring summer autumn monday january ' +
  'qwertyuiop qwerty qwertz azerty asdfghjkl asdf zxcvbnm yxcvbnm 1q2w3e4r 1qaz2wsx 1qaz 2wsx q1w2e3r4'

const common = new RegExp(`${words.replaceAll(' ', '|')}|(?:19|20)\\d\\d`, 'g')

const spelled: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

/** The characters of a password that are in none of its easy parts. */
function restOf(password: string, name: string): string[] {
  const characters = [...password.toLowerCase()]
  const easy = runs(characters)
  const as = characters.map((each) => spelled[each] ?? each)
  for (const text of [characters.join(''), as.join('')])
    for (const part of [...text.matchAll(common), ...occurrences(text, name.toLowerCase())])
      for (let i = 0; i < part[0].length; i++) easy.add(part.index + i)
  return characters.filter((_, i) => !easy.has(i))
}

function occurrences(text: string, part: string): RegExpExecArray[] {
  const literal = part.replace(/[^a-z0-9]/g, (each) => `\\u{${each.codePointAt(0)!.toString(16)}}`)
  return part.length < 3 ? [] : [...text.matchAll(new RegExp(literal, 'gu'))]
}

// aaaa, 4321, abcd: three or more with the same step between them
function runs(characters: readonly string[]): Set<number> {
  const codes = characters.map((each) => each.codePointAt(0)!)
  const found = new Set<number>()
  for (let i = 2; i < codes.length; i++) {
    const step = codes[i]! - codes[i - 1]!
    if (Math.abs(step) <= 1 && step === codes[i - 1]! - codes[i - 2]!) for (const each of [i - 2, i - 1, i]) found.add(each)
  }
  return found
}

// without 0, 1, l and o: somebody will type it from another screen
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password of 16 random characters: 80 bits. */
export function randomPassword(): string {
  const text = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return weakness(text, '') === undefined ? text : randomPassword()
}
