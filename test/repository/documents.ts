import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesLike, root, textOf } from './tree.ts'

/**
 * An example in a document. What stands after the fence's language decides what the tests do with it:
 * `yaml config` is read as a configuration; `console` runs each `$ wpadd ...` line and compares what it prints; `ts runnable` runs;
 * `json` is parsed. Any other fence is there to be read.
 */
export interface Example {
  readonly info: string
  readonly text: string
  /** The line of the fence, from 1. */
  readonly line: number
}

/** A command of a `console` example and the lines under it. */
export interface Transcript {
  readonly command: string
  readonly expected: string
}

/** The project's own documents. */
export function documents(): string[] {
  return filesLike('*.md', '{docs,src,test,deploy,pac}/**/*.md').filter((path) => !path.startsWith('test/fixtures/'))
}

export function examplesOf(markdown: string): Example[] {
  const fences = markdown.matchAll(/^ *(```+) *([^\n`]*)\n([\s\S]*?)^ *\1 *$/gm)
  return [...fences].map((fence) => ({
    info: (fence[2] ?? '').trim(),
    text: fence[3] ?? '',
    line: markdown.slice(0, fence.index).split('\n').length,
  }))
}

/** The commands of a transcript that run `wpadd`; others (dig, curl, npm) are the reader's to try. */
export function transcriptsOf(text: string): Transcript[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => ({ command: part.split('\n')[0] ?? '', expected: part.split('\n').slice(1).join('\n').trim() }))
    .filter(({ command }) => command.startsWith('wpadd '))
}

/** Whether what was printed is what a document promises; a line of `...` stands for any lines. */
export function matches(printed: string, expected: string): boolean {
  const pieces = expected.split(/^ *\.\.\.$/m).map((piece) => piece.trim())
  let at = 0
  for (const piece of pieces) {
    const found = printed.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)]
  return printed.trim().startsWith(first) && printed.trim().endsWith(last)
}

/** The links and the named paths of a document that lead nowhere. */
export function deadEnds(path: string, markdown: string): string[] {
  const prose = markdown.replace(/^ *(```+)[\s\S]*?^ *\1 *$/gm, '')
  return [...deadLinks(path, prose), ...deadPaths(prose), ...deadScripts(markdown)]
}

function deadLinks(path: string, prose: string): string[] {
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && target.endsWith('.md') && !headings(target).includes(anchor)
    })
}

function headings(path: string): string[] {
  const titles = [...textOf(path).matchAll(/^#+ (.*)$/gm)].map((match) => match[1] ?? '')
  return titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  )
}

// `src/dhcp/respond.ts`, `test/lab/`, `pac/examples/*.pac`: from the root
function deadPaths(prose: string): string[] {
  const named = [...prose.matchAll(/`((?:src|pac|test|deploy|docs)\/[\w./*-]*)`/g)].map((match) => match[1] ?? '')
  return named.filter((name) => globSync(name, { cwd: root }).length === 0)
}

function deadScripts(markdown: string): string[] {
  const { scripts } = JSON.parse(textOf('package.json'))
  const named = [...markdown.matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map((match) => match[1] ?? '')
  return named.filter((name) => scripts[name] === undefined).map((name) => `npm run ${name}`)
}
