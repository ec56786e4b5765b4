import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { decodePac, firstOddLine } from './decode-pac.ts'
import { makeRevision, type Revision } from './revision.ts'

// requirement H5: Chromium and WinHTTP refuse 1 MiB; slow links and old parsers suffer long before
const tooLarge = 1024 * 1024
const large = 256 * 1024
// a UTF-16 file has twice the bytes of what is served
const mostRead = 2 * tooLarge

/** Looks at a PAC's text: what is wrong with it, or nothing. */
export type CheckPac = (text: string) => Promise<string | undefined>

/** A PAC file that must not be served; the message names the file and says what to do. */
export class PacFileError extends Error {
  override readonly name = 'PacFileError'
}

/**
 * Reads a PAC file into what is served, with the warnings it deserves. `previous`, the revision served so far, is given back itself
 * while the text stays the same. Rejects with a PacFileError for what no client could use: unreadable, empty, 1 MiB or more,
 * binary, without `FindProxyForURL`, or refused by `check`.
 */
export async function loadPac(file: string, previous?: Revision, check?: CheckPac): Promise<Revision> {
  const { bytes, modified } = await read(file)
  const { text, warnings } = decodePac(bytes)
  const problem = problemOf(text) ?? (await check?.(text))
  if (problem !== undefined) throw new PacFileError(`${file}: ${problem}`)
  const lastModified = publicationDate(modified, previous)
  const revision = makeRevision(text, { lastModified, file, warnings: [...warnings, ...warningsOf(text)] })
  return previous?.id === revision.id && previous.file === file ? previous : revision
}

function problemOf(text: string): string | undefined {
  if (text.trim() === '') return 'is empty (write a FindProxyForURL function, or say "pac: none" for no proxy)'
  if (text.includes('\0')) return 'has NUL bytes (save it as UTF-8 text)'
  if (!text.includes('FindProxyForURL'))
    return 'does not contain FindProxyForURL, which every client looks for (is this the right file?)'
  if (Buffer.byteLength(text) >= tooLarge)
    return `is ${Buffer.byteLength(text)} bytes; Chromium and Windows refuse 1 MiB and more (shorten it: 256 KiB is long already)`
  return undefined
}

function warningsOf(text: string): string[] {
  const odd = firstOddLine(text)
  const size = Buffer.byteLength(text)
  return [
    ...(odd === undefined ? [] : [`has a character outside ASCII on line ${odd}, which old clients misread`]),
    ...(size < large ? [] : [`is ${size} bytes, which slows every client down (keep it under 256 KiB)`]),
  ]
}

async function read(file: string): Promise<{ bytes: Buffer; modified: Date }> {
  try {
    // a named pipe without a writer would hold a blocking open for ever
    await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
    const stat = await handle.stat()
    if (!stat.isFile()) throw new PacFileError(`${file}: is not a file (give the path of a PAC file)`)
    return { bytes: await readBounded(handle, file), modified: stat.mtime }
  } catch (error) {
    if (error instanceof PacFileError) throw error
    throw new PacFileError(`${file}: cannot be read (${reason(error as NodeJS.ErrnoException)})`, { cause: error })
  }
}

async function readBounded(handle: FileHandle, file: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of handle.createReadStream({ autoClose: false })) {
    size += chunk.length
    if (size > mostRead) throw new PacFileError(`${file}: is over 2 MiB (a PAC must be under 1 MiB; is this the right file?)`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'permission denied: let the user that runs wpadd read it'
  return message
}

// A file's date says little when it is moved back (cp -p of an older text) or ahead: then the date is that of this reading, so that
// If-Modified-Since tells the texts apart. RFC 9110, section 8.8.2.1: never later than the answer's own date.
function publicationDate(modified: Date, previous: Revision | undefined): Date {
  const now = new Date()
  return modified > now || (previous !== undefined && modified <= previous.lastModified) ? now : modified
}
