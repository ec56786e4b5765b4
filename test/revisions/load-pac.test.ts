import { execFileSync } from 'node:child_process'
import { mkdtempDisposableSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { directPac } from '../../src/revisions/direct-pac.ts'
import { loadPac } from '../../src/revisions/load-pac.ts'

const pac = 'function FindProxyForURL(url, host) { return "PROXY proxy.example.org:3128" }\n'
const comment = (bytes: number) => `/*${'x'.repeat(bytes - pac.length - 4)}*/${pac}`

let folder: ReturnType<typeof mkdtempDisposableSync>
beforeEach(() => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-pac-'))
})
afterEach(() => folder.remove())

function write(content: string | Buffer, name = 'office.pac'): string {
  const file = join(folder.path, name)
  writeFileSync(file, content)
  return file
}

describe('H2: what is served of a file', () => {
  const ascii = 'application/x-ns-proxy-autoconfig'
  const utf8 = `${ascii}; charset=utf-8`
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()
  it.each([
    ['plain ASCII', Buffer.from(pac), pac, ascii, []],
    ['CR LF line ends, kept', Buffer.from(`// a\r\n${pac}`), `// a\r\n${pac}`, ascii, []],
    ['a UTF-8 byte order mark, dropped', Buffer.from(`\ufeff${pac}`), pac, ascii, []],
    ['UTF-8 letters', Buffer.from(`// caña\n${pac}`), `// caña\n${pac}`, utf8, [/outside ASCII on line 1/]],
    ['UTF-16 little-endian', Buffer.from(`\ufeff${pac}`, 'utf16le'), pac, ascii, [/is UTF-16/]],
    ['UTF-16 big-endian', swapped(`\ufeff${pac}`), pac, ascii, [/is UTF-16/]],
    [
      'Latin-1',
      Buffer.from(`\n// caña\n${pac}`, 'latin1'),
      `\n// caña\n${pac}`,
      utf8,
      [/not UTF-8 \(line 2\)/, /ASCII on line 2/],
    ],
  ])('H2: %s', async (_, bytes, text, contentType, warnings) => {
    const revision = await loadPac(write(bytes))
    expect(revision.body.toString('utf8')).toBe(text)
    expect(revision.contentType).toBe(contentType)
    expect(revision.warnings).toEqual(warnings.map((warning) => expect.stringMatching(warning)))
  })
})

describe('H5: what is refused, and the message that says why', () => {
  it.each([
    ['empty', '', /is empty.*pac: none/],
    ['white space only', ' \n\t', /is empty/],
    ['another file', '<html>Welcome</html>', /does not contain FindProxyForURL/],
    ['NUL bytes', `${pac}\0`, /NUL bytes/],
    ['UTF-16 without a mark', Buffer.from(pac, 'utf16le'), /NUL bytes/],
    ['1 MiB', comment(1024 * 1024), /1048576 bytes.*refuse 1 MiB/],
    ['over 2 MiB', comment(2 * 1024 * 1024 + 1), /over 2 MiB/],
  ])('H5: refuses a file that is %s', async (_, content, message) => {
    const file = write(content)
    await expect(loadPac(file)).rejects.toThrow(message)
    await expect(loadPac(file)).rejects.toThrow(file)
  })

  it('H5: takes one byte less than 1 MiB, with a warning', async () => {
    const { body, warnings } = await loadPac(write(comment(1024 * 1024 - 1)))
    expect(body.length).toBe(1024 * 1024 - 1)
    expect(warnings).toEqual([expect.stringMatching(/keep it under 256 KiB/)])
  })

  it('H5: warns from 256 KiB, and not before', async () => {
    expect((await loadPac(write(comment(256 * 1024 - 1)))).warnings).toEqual([])
    expect((await loadPac(write(comment(256 * 1024)))).warnings).toHaveLength(1)
  })

  it('refuses what is not there, with the system error as its cause', async () => {
    const file = join(folder.path, 'missing.pac')
    await expect(loadPac(file)).rejects.toMatchObject({
      name: 'PacFileError',
      message: expect.stringMatching(/missing\.pac: cannot be read \(there is no such file\)/),
      cause: { code: 'ENOENT' },
    })
  })

  it('refuses a folder', async () => {
    await expect(loadPac(folder.path)).rejects.toThrow(/is not a file/)
  })

  it('refuses a named pipe at once, instead of waiting for a writer', async () => {
    const pipe = join(folder.path, 'pipe.pac')
    execFileSync('mkfifo', [pipe])
    await expect(loadPac(pipe)).rejects.toThrow(/is not a file/)
  })

  it("refuses what the caller's check refuses", async () => {
    const file = write(pac.replace('}', ''))
    await expect(loadPac(file, undefined, async () => 'line 1: a brace is missing')).rejects.toThrow(`${file}: line 1: a brace`)
    await expect(loadPac(file, undefined, async () => undefined)).resolves.toMatchObject({ file })
  })
})

describe('one text, one revision', () => {
  it('gives the previous revision back while the text stays the same', async () => {
    const file = write(pac)
    const first = await loadPac(file)
    utimesSync(file, new Date(), new Date('2026-02-03T04:05:06Z'))
    expect(await loadPac(file, first)).toBe(first)
    write(`${pac}// changed`)
    expect(await loadPac(file, first)).not.toBe(first)
  })

  it("H4: has the file's date, in whole seconds", async () => {
    const file = write(pac)
    utimesSync(file, new Date(), new Date('2026-02-03T04:05:06.789Z'))
    expect((await loadPac(file)).lastModified).toEqual(new Date('2026-02-03T04:05:06Z'))
  })

  it('H4: has the date of reading when the file was moved back or is dated ahead', async () => {
    const file = write(pac)
    utimesSync(file, new Date(), new Date('2026-02-03T04:05:06Z'))
    const first = await loadPac(file)
    write(`${pac}// older`)
    utimesSync(file, new Date(), new Date('2020-01-01T00:00:00Z'))
    expect((await loadPac(file, first)).lastModified.getTime()).toBeGreaterThan(first.lastModified.getTime())
    utimesSync(file, new Date(), new Date('2099-01-01T00:00:00Z'))
    expect((await loadPac(file, first)).lastModified.getTime()).toBeLessThanOrEqual(Date.now())
  })

  it('identifies a text by its hash', async () => {
    const [a, b, c] = [write(pac, 'a.pac'), write(`\ufeff${pac}`, 'b.pac'), write(`${pac} `, 'c.pac')]
    const ids = (await Promise.all([a, b, c].map((file) => loadPac(file)))).map(({ id }) => id)
    expect(ids[0]).toMatch(/^[0-9a-f]{16}$/)
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('H5: the built-in PAC of "pac: none" sends everything DIRECT', () => {
    const decide = new Function(`${directPac.body}; return FindProxyForURL('http://example.org/', 'example.org')`)
    expect(decide()).toBe('DIRECT')
    expect(directPac.contentType).toBe('application/x-ns-proxy-autoconfig')
    expect(directPac.file).toBeUndefined()
  })
})
