import type { Words } from '../en.ts'

export const sightings: Words['sightings'] = {
  title: 'Avistamentos',
  lead: 'Quem perguntou, como, e o que lhe foi respondido.',
}
