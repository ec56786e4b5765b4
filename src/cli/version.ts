import { readFileSync } from 'node:fs'

/** This program's version, from its package.json (which stands at the same depth from `src` and from `dist`). */
export const version: string = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
