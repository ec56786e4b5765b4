const longest = 240

/**
 * A name in wire format (one character a byte) as text: bytes that are not printable ASCII, and dots and backslashes within a
 * label, are escaped as `\255` (RFC 4343, section 2.1). Cut at 240 characters, for a sighting.
 */
export function nameText(wire: string): string {
  let text = ''
  for (let at = 0; at < wire.length - 1 && text.length < longest; at += 1 + wire.charCodeAt(at)) {
    if (at > 0) text += '.'
    text += labelText(wire.slice(at + 1, at + 1 + wire.charCodeAt(at)))
  }
  return text === '' ? '.' : text.slice(0, longest)
}

function labelText(label: string): string {
  if (/^[\w-]*$/.test(label)) return label
  return label.replace(/[^\x21-\x7e]|[.\\]/g, (char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`)
}
