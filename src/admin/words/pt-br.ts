import type { Words } from './en.ts'
import { advice } from './pt-br/advice.ts'
import { compare } from './pt-br/compare.ts'
import { discovery } from './pt-br/discovery.ts'
import { frame } from './pt-br/frame.ts'
import { people } from './pt-br/people.ts'
import { preview } from './pt-br/preview.ts'
import { sightings } from './pt-br/sightings.ts'
import { sites } from './pt-br/sites.ts'
import { world } from './pt-br/world.ts'

/** The Brazilian Portuguese catalogue. */
export const ptBr: Words = { frame, world, preview, compare, discovery, advice, sightings, sites, people }
