import { filesLike, textOf } from './tree.ts'

/** How many numbers each chapter of REQUIREMENTS.md has. */
const chapters = { W: 8, D: 16, N: 9, H: 7, C: 9, P: 3, V: 1, S: 3 } as const

/** Every number, in order: W1, W2, ... */
export const numbers: readonly string[] = Object.entries(chapters).flatMap(([chapter, count]) =>
  Array.from({ length: count }, (_, i) => `${chapter}${i + 1}`),
)

/** A test that says which requirements it proves: `D3 D8: pads replies to 300 bytes`. */
export interface NumberedTest {
  /** From `test/`, as in `dhcp/respond.test.ts`. */
  readonly file: string
  readonly title: string
  readonly numbers: readonly string[]
}

/** The numbered titles in a test file's text. A title of a table stands as it is written, with its placeholders. */
export function numberedTitles(file: string, text: string): NumberedTest[] {
  const title = /[(,[]\s*(['"`])((?:[WDNHCPVS]\d+ )*[WDNHCPVS]\d+: (?:\\.|(?!\1)[^\\\n])+)\1/g
  return [...text.matchAll(title)].map((match) => {
    const written = (match[2] ?? '').replace(/\\(['"`])/g, '$1')
    return { file, title: written, numbers: written.slice(0, written.indexOf(':')).split(' ') }
  })
}

export function numberedTests(): NumberedTest[] {
  return filesLike('test/**/*.test.ts')
    .filter((path) => !path.startsWith('test/repository/'))
    .flatMap((path) => numberedTitles(path.replace('test/', ''), textOf(path)))
}
