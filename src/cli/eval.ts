import { lookup } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { systemAddresses } from '../clients/this-machine.ts'
import { answerBatch, parseKind } from '../evaluator/batch.ts'
import { type Dialect, dialectNames } from '../evaluator/dialects/dialect.ts'
import { openEvaluator } from '../evaluator/evaluator.ts'
import { isZone, type PacSource, type World } from '../evaluator/world.ts'
import { parseAddress } from '../net/address.ts'
import { type Command, Misuse, print, printHelp, userPath } from './command.ts'
import { type Column, jsonLines, table } from './eval-text.ts'

const help = `Usage: wpadd eval PAC URL... [OPTION...]
       wpadd eval --batch

Shows what a PAC decides for each URL, in a sandbox: nothing of this machine reaches the script but what is said here.
PAC is a file, or - for standard input.

  --as KIND           the client kind (discover --kinds lists them) or the dialect in which it runs PACs: chromium (the
                      default), firefox, winhttp, macos, kde, libproxy, pacparser; all: every dialect, side by side
  --client-ip A       an address of the client (again for more; default: this machine's own)
  --now ISO           the moment of the visit (2026-01-05T09:00:00Z; default: now)
  --tz ZONE           the client's time zone (Europe/Madrid; default: this machine's)
  --dns NAME=A,B      what NAME resolves to (again for more names); other names do not resolve
  --live              other names are asked of this machine's resolver, at most 2 s each
  --json              a JSON object a line: {"url", "as", "verdict"}; with --as all also "differs": whether the dialects do
  --batch             JSON requests on standard input, one a line; an answer a line, in the same order (docs/batch.md)

Exit status: 0 every URL has its answer, 1 the PAC failed for one or more, 2 misuse.`

const options = {
  as: { type: 'string', default: 'chromium' },
  'client-ip': { type: 'string', multiple: true },
  now: { type: 'string' },
  tz: { type: 'string' },
  dns: { type: 'string', multiple: true, default: [] as string[] },
  live: { type: 'boolean' },
  json: { type: 'boolean' },
  batch: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Says what a PAC decides. */
export const evaluate: Command = {
  help,
  async run(words) {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
    if (values.help) return printHelp(help)
    if (values.batch) return batch(positionals)
    const [pacPath, ...urls] = positionals
    if (pacPath === undefined) throw new Misuse('no PAC file is named')
    if (urls.length === 0) throw new Misuse('no URL is given')
    const kinds = values.as === 'all' ? dialectNames : [values.as]
    const dialects = kinds.map(readKind)
    const world = readWorld(values)
    const pac = await readPac(pacPath)
    await using evaluator = openEvaluator()
    const visits = urls.map((url) => ({ url: url.includes('://') ? url : `http://${url}/` }))
    const resolve = values.live ? askSystem : undefined
    const columns: Column[] = []
    for (const [i, dialect] of dialects.entries())
      columns.push({ as: kinds[i]!, verdicts: await evaluator.evaluate(pac, visits, world, dialect, resolve) })
    const addresses = visits.map(({ url }) => url)
    print(values.json ? jsonLines(addresses, columns) : table(addresses, columns))
    return columns.some(({ verdicts }) => verdicts.some(({ kind }) => kind === 'failed')) ? 1 : 0
  },
}

async function batch(positionals: readonly string[]): Promise<number> {
  if (positionals.length > 0) throw new Misuse(`--batch reads requests from standard input, so "${positionals[0]}" has no place`)
  await using evaluator = openEvaluator()
  for await (const line of answerBatch(createInterface({ input: process.stdin, crlfDelay: Infinity }), evaluator)) {
    // a slow reader slows us down, instead of filling our memory
    if (!process.stdout.write(`${line}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
  return 0
}

function readKind(name: string): Dialect {
  const kind = parseKind(name)
  if ('error' in kind) throw new Misuse(`--as: ${kind.error}, and all stands for every dialect`)
  return kind.dialect
}

async function readPac(path: string): Promise<PacSource> {
  if (path !== '-') return { bytes: await readFile(userPath(path)) }
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return { bytes: Buffer.concat(chunks) }
}

function readWorld(values: { 'client-ip'?: string[]; now?: string; tz?: string; dns: string[] }): World {
  const now = values.now === undefined ? undefined : Date.parse(values.now)
  if (Number.isNaN(now)) throw new Misuse(`--now: "${values.now}" is not a moment (write 2026-01-05T09:00:00Z)`)
  if (values.tz !== undefined && !isZone(values.tz))
    throw new Misuse(`--tz: "${values.tz}" is not a time zone (write Europe/Madrid)`)
  return {
    addresses: values['client-ip']?.map((text) => readAddress('--client-ip', text)) ?? systemAddresses(),
    dns: Object.fromEntries(values.dns.map(readPin)),
    ...(now === undefined ? {} : { now }),
    ...(values.tz === undefined ? {} : { timeZone: values.tz }),
  }
}

function readPin(text: string): [string, string[]] {
  const [, name, list] = /^([^=]+)=(.*)$/.exec(text) ?? []
  if (name === undefined || list === undefined) throw new Misuse(`--dns: "${text}" is not NAME=ADDRESS,ADDRESS`)
  return [name.toLowerCase(), list.split(',').flatMap((item) => (item === '' ? [] : [readAddress('--dns', item)]))]
}

function readAddress(option: string, text: string): string {
  const address = parseAddress(text.trim())
  if (address === undefined) throw new Misuse(`${option}: "${text}" is not an IP address`)
  return address.text
}

async function askSystem(name: string, signal: AbortSignal): Promise<string[]> {
  const found = lookup(name, { all: true }).then(
    (list) => list.map(({ address }) => address),
    () => [],
  )
  return Promise.race([found, after(2000, [], { ref: false, signal }).catch(() => [])])
}
