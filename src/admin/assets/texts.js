// Sentences with numbers in them, for the server and the browser: a text with `{names}`, in two forms where the number asks for it.

/** @typedef {string | { readonly one: string, readonly other: string }} Text */

/** @type {Map<string, { readonly rules: Intl.PluralRules, readonly number: Intl.NumberFormat }>} */
const formats = new Map()

// these take long to make, and are wanted many times a second
/** @param {string} language one of ours, so that there are few */
function formatsOf(language) {
  const known = formats.get(language)
  if (known !== undefined) return known
  const made = { rules: new Intl.PluralRules(language), number: new Intl.NumberFormat(language) }
  formats.set(language, made)
  return made
}

/**
 * A number as the language writes it.
 * @param {number} value
 * @param {string} language
 */
export function figure(value, language) {
  return formatsOf(language).number.format(value)
}

/**
 * Puts values into a text; `n` decides between its forms, and numbers are written as the language writes them.
 * @param {Text} text
 * @param {Readonly<Record<string, string | number>>} values
 * @param {string} language
 * @returns {string}
 */
export function fill(text, values, language) {
  const form =
    typeof text === 'string' ? text : text[formatsOf(language).rules.select(Number(values.n)) === 'one' ? 'one' : 'other']
  return form.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name]
    return value === undefined ? whole : typeof value === 'number' ? figure(value, language) : value
  })
}
