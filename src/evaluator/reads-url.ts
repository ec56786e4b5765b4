const ENTRY = /(?<![\w$])FindProxyForURL(?![\w$])/g
const DEFINITION = /(?<![\w$.])function\s+FindProxyForURL\s*\(\s*([A-Za-z_]\w*)\s*[,)]/

/**
 * Whether a script that keeps nothing may look at the URL that its FindProxyForURL is given, and not at the host alone. By its text: it
 * does not when the function is named once, where it is defined, and its first parameter's name stands nowhere else, not even in a comment.
 */
export function readsUrl(script: string): boolean {
  const [, name] = DEFINITION.exec(script) ?? []
  if (name === undefined || script.match(ENTRY)?.length !== 1 || script.includes('\\u')) return true
  return script.match(new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g'))?.length !== 1
}
