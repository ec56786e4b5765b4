// Sentences with numbers in them, for the server and the browser: a text with `{names}`, in two forms where the number asks for it.

/** @typedef {string | { readonly one: string, readonly other: string }} Text */

/**
 * Puts values into a text; `n` decides between its forms, and numbers are written as the language writes them.
 * @param {Text} text
 * @param {Readonly<Record<string, string | number>>} values
 * @param {string} language
 * @returns {string}
 */
export function fill(text, values, language) {
  const form =
    typeof text === 'string' ? text : text[new Intl.PluralRules(language).select(Number(values.n)) === 'one' ? 'one' : 'other']
  return form.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name]
    return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString(language) : value
  })
}
