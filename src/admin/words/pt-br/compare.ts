import type { Words } from '../en.ts'

export const compare: Words['compare'] = {
  title: 'Comparar',
  lead: 'Dois PACs, uma lista de visitas: só as decisões que mudam.',
}
