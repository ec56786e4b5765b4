import type { Request } from './read-draft.ts'

const mostVisits = 20

/** The command line for a preview of `file`, or `undefined` when it would be too long to be of use. */
export function evalCommand({ visits, world, resolve, kinds }: Request, file: string): string | undefined {
  const pinned = Object.entries(world.dns)
  if (visits.length > mostVisits || pinned.length > mostVisits) return undefined
  return [
    ...['wpadd', 'eval', file, ...visits.map(({ url }) => url)],
    ...asOption(kinds),
    ...world.addresses.flatMap((address) => ['--client-ip', address]),
    ...['--now', new Date(world.now).toISOString(), '--tz', world.timeZone],
    ...pinned.flatMap(([name, addresses]) => ['--dns', `${name}=${addresses.join(',')}`]),
    ...(resolve ? ['--live'] : []),
  ]
    .map(quoted)
    .join(' ')
}

// one kind by its name, and every dialect side by side where there are several
function asOption(kinds: Request['kinds']): string[] {
  const [first] = kinds
  if (kinds.length > 1) return ['--as', 'all']
  return first === undefined || first.as === 'chromium' ? [] : ['--as', first.as]
}

// POSIX shells; a word that begins with a dash stays an operand behind ./ only if it is a file, and no URL begins with one
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
