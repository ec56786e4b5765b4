// How a decision looks, from its text: the shape and the word say the same as the colour.

const shapes = /** @type {Record<string, string>} */ ({ DIRECT: '○', PROXY: '▣', HTTPS: '◈', fails: '✕' })

/**
 * @param {string} text as `decisionText` writes it: `PROXY proxy.example.com:3128; DIRECT`
 * @returns {{ look: 'direct' | 'proxy' | 'fails', shape: string }}
 */
export function lookOf(text) {
  const [word = ''] = text.split(/[ ,;]/, 1)
  return { look: word === 'DIRECT' ? 'direct' : word === 'fails' ? 'fails' : 'proxy', shape: shapes[word] ?? '◆' }
}

/**
 * The choices of a decision one by one, each with whether the other decision lacks it.
 * @param {string} text
 * @param {string} other
 * @returns {{ text: string, isNew: boolean }[]}
 */
export function choicesOf(text, other) {
  const others = new Set(other.split('; '))
  return text.split('; ').map((choice, i, all) => ({
    text: i < all.length - 1 ? `${choice}; ` : choice,
    isNew: !others.has(choice),
  }))
}
