import type { Words } from './en.ts'
import { advice } from './es/advice.ts'
import { compare } from './es/compare.ts'
import { discovery } from './es/discovery.ts'
import { frame } from './es/frame.ts'
import { people } from './es/people.ts'
import { preview } from './es/preview.ts'
import { sightings } from './es/sightings.ts'
import { sites } from './es/sites.ts'
import { world } from './es/world.ts'

/** The Spanish catalogue. */
export const es: Words = { frame, world, preview, compare, discovery, advice, sightings, sites, people }
