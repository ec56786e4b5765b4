import { advice } from './en/advice.ts'
import { compare } from './en/compare.ts'
import { discovery } from './en/discovery.ts'
import { frame } from './en/frame.ts'
import { people } from './en/people.ts'
import { preview } from './en/preview.ts'
import { sightings } from './en/sightings.ts'
import { sites } from './en/sites.ts'
import { world } from './en/world.ts'

/** The English catalogue; it says which entries every other one has. A file a page. */
export const en = { frame, world, preview, compare, discovery, advice, sightings, sites, people }

/** The texts of the pages in one language. */
export type Words = typeof en
