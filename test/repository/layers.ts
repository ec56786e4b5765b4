import { dirname, join } from 'node:path/posix'

/**
 * The layers of `src`, from the outermost to the innermost; those on one line are siblings. A file may import its own folder and
 * any layer further down, never up and never a sibling.
 */
const layers = [
  ['main', 'build'],
  ['cli'],
  ['daemon'],
  ['config'],
  ['admin'],
  ['clients'],
  ['store'],
  ['dhcp', 'dns', 'http', 'netbios'],
  ['sites'],
  ['revisions'],
  ['log'],
  ['events'],
  ['policy'],
  ['evaluator'],
  ['net'],
]

// values and their fan-out stay free of what the layers beneath them do
const onlyThese: Record<string, readonly string[]> = { log: ['events', 'net'], events: ['net'] }

// the one file that knows each npm codec
const codecs: Record<string, string> = { dhcp: 'src/dhcp/message.ts', dns2: 'src/dns/message.ts' }

// files that decide; the world comes in as arguments
const pure =
  /^src\/(dhcp|dns|netbios)\/message\.ts$|\/(respond|find-site|site|plan[\w-]*|compile-pac|compare[\w-]*|verdict|world|revision|sighting|lookup)\.ts$/
const worldly = /^node:(child_process|cluster|dgram|dns|fs|http|http2|https|net|os|sqlite|timers|tls|worker_threads)(\/|$)/

/** An import that breaks a rule, as one line of text; `files` maps paths from the root (`src/dhcp/respond.ts`) to their text. */
export function layerProblems(files: ReadonlyMap<string, string>): string[] {
  const graph = new Map([...files].map(([path, text]) => [path, importsOf(text)]))
  const problems = [...graph].flatMap(([path, imports]) => imports.flatMap((to) => problemOf(path, to)))
  return [...problems, ...cycles(graph)]
}

/** What a file imports, types and worker files included. */
export function importsOf(text: string): string[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const forms = [
    /\b(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
    /\bnew URL\(\s*['"`]([^'"`$]+\.[jt]s)['"`]\s*,\s*import\.meta\.url/g,
  ]
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? ''))
}

function problemOf(path: string, to: string): string[] {
  if (!to.startsWith('.')) return packageProblem(path, to)
  const target = join(dirname(path), to)
  if (target.startsWith('pac/')) return [`${path} imports ${target}: PAC text is read, never imported`]
  if (!target.startsWith('src/')) return target.startsWith('package.json') ? [] : [`${path} imports ${target}, outside src`]
  const [from, into] = [layerOf(path), layerOf(target)]
  if (from === into) return []
  const [outer, inner] = [rank(from), rank(into)]
  if (outer < 0) return [`${path} is in no layer (add ${from} to test/repository/layers.ts)`]
  if (inner < 0) return [`${path} imports ${target}, which is in no layer`]
  const allowed = onlyThese[from]
  if (allowed && !allowed.includes(into)) return [`${path} imports ${target}: ${from} may import ${allowed.join(', ')} alone`]
  if (inner === outer) return [`${path} imports ${target}: ${from} and ${into} are siblings`]
  return inner < outer ? [`${path} imports ${target}: ${into} is further out than ${from}`] : []
}

function packageProblem(path: string, name: string): string[] {
  const home = codecs[name]
  if (home && path !== home) return [`${path} imports the package ${name}: only ${home} knows it`]
  return pure.test(path) && worldly.test(name) ? [`${path} imports ${name}: it decides, and touches nothing`] : []
}

// src/dhcp/respond.ts -> dhcp, src/log.ts -> log
function layerOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.[jt]s$/, '')
}

function rank(layer: string): number {
  return layers.findIndex((siblings) => siblings.includes(layer))
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const walk = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) found.push(`imports in a circle: ${[...trail.slice(trail.indexOf(path)), path].join(' -> ')}`)
    if (done.has(path)) return
    done.add(path)
    for (const to of graph.get(path) ?? []) if (to.startsWith('.')) walk(join(dirname(path), to), [...trail, path])
  }
  for (const path of graph.keys()) walk(path, [])
  return found
}
