const MOST_GLOBS = 5000
const QUOTED = /"([^"\\\n*]*\*[^"\\\n]*)"|'([^'\\\n*]*\*[^'\\\n]*)'/g

/**
 * The texts of a script that have a star in them, a line each: what shExpMatch will be asked, so that it can be made ready before a
 * script's image is taken. A text too many or one that is missed costs time, nothing else.
 */
export function likelyGlobs(script: string): string {
  const globs = new Set<string>()
  for (const [, double, single] of script.matchAll(QUOTED)) {
    globs.add(double ?? single ?? '')
    if (globs.size >= MOST_GLOBS) break
  }
  return [...globs].join('\n')
}
