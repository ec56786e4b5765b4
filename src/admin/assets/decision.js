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
