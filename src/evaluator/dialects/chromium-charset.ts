const names = `utf-8 utf-16 utf-16le utf-16be us-ascii iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8
  iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 latin1 windows-874 windows-1250 windows-1251 windows-1252 windows-1253
  windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 koi8-r koi8-u macintosh shift_jis euc-jp iso-2022-jp gbk gb2312 gb18030
  big5 euc-kr`
const byLetters = new Map(names.split(/\s+/).map((name) => [lettersOf(name), name]))

/**
 * The charset that Chromium takes from a Content-Type (net/http/http_response_headers.cc, http_util.cc, ParseContentType): of several
 * values, between commas, the last that is a type counts; in it the first `charset` that is followed by nothing but `=`.
 */
export function charsetOf(contentType: string): string | undefined {
  let type = ''
  let charset: string | undefined
  for (const value of split(contentType, ',')) {
    const [first = '', ...parameters] = split(value, ';')
    const own = first.trim().toLowerCase()
    if (!own.includes('/')) continue
    const given = charsetAmong(parameters)
    charset = own === type ? (given ?? charset) : given
    type = own
  }
  return charset
}

/**
 * The name by which TextDecoder knows a charset; `undefined` for none. ICU looks at letters and digits alone, and not at zeros in front
 * of numbers (ucnv_compareNames).
 */
export function decoderName(charset: string): string | undefined {
  const name = byLetters.get(lettersOf(charset)) ?? charset
  try {
    const { encoding } = new TextDecoder(name)
    return encoding === 'x-user-defined' ? undefined : name
  } catch {
    return undefined
  }
}

function charsetAmong(parameters: readonly string[]): string | undefined {
  for (const parameter of parameters) {
    const [, value] = /^\s*charset=\s*(.*?)\s*$/is.exec(parameter) ?? []
    if (value !== undefined) return (value.startsWith('"') ? value.split('"')[1] : value) || undefined
  }
  return undefined
}

// the parts between separators that are not inside quotation marks
function split(text: string, separator: ',' | ';'): string[] {
  return text.match(separator === ',' ? /(?:"[^"]*"?|[^",])+/g : /(?:"[^"]*"?|[^";])+/g) ?? []
}

function lettersOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/(^|\D)0+(?=\d)/g, '$1')
    .replace(/[^a-z0-9]/g, '')
}
