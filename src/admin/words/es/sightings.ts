import type { Words } from '../en.ts'

export const sightings: Words['sightings'] = {
  title: 'Avistamientos',
  lead: 'Quién preguntó, cómo, y qué se le respondió.',
}
