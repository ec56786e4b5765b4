/** What `wpadd eval --help` prints. */
export const help = `Usage: wpadd eval PAC URL... [OPTION...]
       wpadd eval --replay FILE [--trace] [--json]
       wpadd eval --batch

Shows what a PAC decides for each URL, in a sandbox: nothing of this machine reaches the script but what is said here.
PAC is a file, or - for standard input.

  --as KIND           the client kind (discover --kinds lists them) or the dialect in which it runs PACs: chromium (the
                      default), firefox, winhttp, macos, kde, libproxy, pacparser; all: every dialect, side by side
  --client-ip A       an address of the client (again for more; default: this machine's own)
  --now ISO           the moment of the visit (2026-01-05T09:00:00Z; default: now)
  --tz ZONE           the client's time zone (Europe/Madrid; default: this machine's)
  --dns NAME=A,B      what NAME resolves to (again for more names); other names do not resolve
  --dns-file FILE     names from a file, in the form of /etc/hosts or as JSON: {"NAME": ["A", "B"]}
  --live              other names are asked of the DNS servers of this machine, each once (not of /etc/hosts: --dns-file)
  --resolver H:P,...  other names are asked of these servers instead; the port is 53 unless it is said
  --dns-timeout MS    how long such a name may take (default: 2000)
  --trace             how the PAC comes to its verdict: the lines that ran, conditions, calls, names, alerts (docs/trace.md);
                      with --as all also why the dialects differ
  --save FILE         writes PAC, visits, the whole world and the verdicts to a file, to be done again anywhere
  --replay FILE       does what a saved file says, and compares
  --json              a JSON object a line: {"url", "as", "verdict"}; with --as all also "differs": whether the dialects do,
                      with --trace "trace" and "summary", with --replay "was" where the verdict is another one than saved
  --batch             JSON requests on standard input, one a line; an answer a line, in the same order (docs/batch.md)

Exit status: 0 every URL has its answer (--replay: the one that was saved), 1 the PAC failed for one or more (--replay: a
verdict is another one), 2 misuse.`

/** Those that say in what world a PAC runs, for every command that runs one. */
export const worldOptions = {
  'client-ip': { type: 'string', multiple: true },
  now: { type: 'string' },
  tz: { type: 'string' },
  dns: { type: 'string', multiple: true },
  'dns-file': { type: 'string' },
  live: { type: 'boolean' },
  resolver: { type: 'string' },
  'dns-timeout': { type: 'string' },
} as const

/** The options, as parseArgs takes them. */
export const options = {
  as: { type: 'string', default: 'chromium' },
  ...worldOptions,
  trace: { type: 'boolean' },
  save: { type: 'string' },
  replay: { type: 'string' },
  json: { type: 'boolean' },
  batch: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** What was said of the world. */
export interface WorldValues {
  readonly 'client-ip'?: readonly string[] | undefined
  readonly now?: string | undefined
  readonly tz?: string | undefined
  readonly dns?: readonly string[] | undefined
  readonly 'dns-file'?: string | undefined
  readonly live?: boolean | undefined
  readonly resolver?: string | undefined
  readonly 'dns-timeout'?: string | undefined
}
