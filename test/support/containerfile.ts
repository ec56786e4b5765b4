import { cpSync, globSync, mkdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { run, type Said } from './program.ts'

/** One instruction of a Containerfile: its word, and what follows, with continued lines joined. */
export interface Instruction {
  readonly word: string
  readonly rest: string
}

/** Reads a Containerfile. Throws on what this small reader does not know: here-documents and ADD. */
export function readContainerfile(text: string): Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line.trim().replace(/\s+/g, ' ')) ?? []
    if (word === 'ADD' || rest.includes('<<')) throw new Error(`Containerfile: this is not read here: ${line}`)
    return { word: word.toUpperCase(), rest }
  })
}

/** The words of an instruction in the JSON form, such as `ENTRYPOINT ["node", "x.js"]`. */
export function wordsOf(instructions: readonly Instruction[], word: string): string[] {
  const found = instructions.findLast((each) => each.word === word)?.rest
  return found === undefined ? [] : JSON.parse(found.slice(found.indexOf('[')))
}

/** A folder in place of an image. Absolute paths of the image are paths below it. */
export interface Stage {
  readonly name: string
  readonly folder: string
  workdir: string
}

/** What a build did. */
export interface Build {
  readonly last: Stage
  readonly ran: readonly string[]
}

/**
 * Follows the FROM, WORKDIR, COPY and RUN instructions in folders of `into`, with the files of `context`. RUN steps for which `skips`
 * holds are left out; one that fails is an error with what it said.
 */
export async function build(
  instructions: readonly Instruction[],
  { context, into, skips, env }: { context: string; into: string; skips: (step: string) => boolean; env: NodeJS.ProcessEnv },
): Promise<Build> {
  const stages: Stage[] = []
  const ran: string[] = []
  for (const { word, rest } of instructions) {
    const stage = stages.at(-1)
    if (word === 'FROM') stages.push(openStage(into, rest, stages.length))
    else if (stage === undefined) continue
    else if (word === 'WORKDIR') enter(stage, rest)
    else if (word === 'COPY') copy(rest, stage, stages, context)
    else if (word === 'RUN' && !skips(rest)) {
      const said = await run('sh', ['-c', rest], { cwd: stage.workdir, env })
      if (said.code !== 0) throw new Error(`RUN ${rest}\n${describe(said)}`)
      ran.push(rest)
    }
  }
  const last = stages.at(-1)
  if (last === undefined) throw new Error('Containerfile: no FROM')
  return { last, ran }
}

function openStage(into: string, rest: string, number: number): Stage {
  const folder = join(into, `stage-${number}`)
  mkdirSync(folder, { recursive: true })
  return { name: / AS (\S+)/i.exec(rest)?.[1] ?? String(number), folder, workdir: folder }
}

function enter(stage: Stage, path: string): void {
  stage.workdir = join(stage.folder, path)
  mkdirSync(stage.workdir, { recursive: true })
}

function copy(rest: string, stage: Stage, stages: readonly Stage[], context: string): void {
  const [, from, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? []
  const base = from === undefined ? context : stages.find(({ name }) => name === from)!.folder
  const words = paths.split(' ')
  const to = join(stage.workdir, words.at(-1)!)
  for (const pattern of words.slice(0, -1)) {
    const found = globSync(pattern.replace(/^\//, ''), { cwd: base })
    if (found.length === 0) throw new Error(`COPY ${rest}: ${pattern} is not there`)
    // a folder's contents, or a file into the folder
    for (const path of found) {
      const source = join(base, path)
      const isIntoFolder = words.at(-1)!.endsWith('/') && statSync(source).isFile()
      cpSync(source, isIntoFolder ? join(to, basename(path)) : to, { recursive: true })
    }
  }
}

function describe({ code, signal, out, err }: Said): string {
  return `ended with ${code ?? signal}:\n${out}${err}`
}
