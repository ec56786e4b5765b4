/** A request target taken apart: where it leads, and the host when it is a whole URL. */
export interface Target {
  readonly path: string
  readonly host: string | undefined
}

/**
 * Takes a request target apart (RFC 9112, section 3.2): origin form, or absolute form as sent to a proxy, whose host then counts
 * instead of the Host field. The query is dropped. Anything else (`*`, `host:port`) is a path that leads nowhere.
 */
export function readTarget(target: string): Target {
  const [, host, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? []
  const path = (rest ?? target).replace(/[?#].*$/, '')
  return { path: path === '' ? '/' : path, host }
}

/** The query of a target in either form: what stands between its first `?` and a `#`. */
export function queryOf(target: string): string | undefined {
  return /^[^?#]*\?([^#]*)/.exec(target)?.[1]
}

// requirement H1 and C5: wpad.da is what IE 6 makes of wpad.dat
const names: ReadonlySet<string> = new Set(['/wpad.dat', '/wpad.da', '/proxy.pac'])

// Option 252's terminator (NUL, newline, space) as clients send it when they take it for a part of the URL, encoded once or
// twice: %00, %0a, %20, %2500
const withJunk = /^\/+(wpad\.dat?|proxy\.pac)(?:%(?:25)*(?:00|09|0a|0d|20|ff))*$/i

/** Whether a path means the PAC: one of its names, in any letter case, with junk before or after it. */
export function isPacPath(path: string): boolean {
  return names.has(path) || withJunk.test(plain(path))
}

// RFC 3986, section 6.2.2.2: an encoded letter, digit, dot, hyphen, underscore or tilde is that character
function plain(path: string): string {
  return path.replace(/%(2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f|7e)/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
