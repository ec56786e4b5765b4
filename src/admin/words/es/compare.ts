import type { Words } from '../en.ts'

export const compare: Words['compare'] = {
  title: 'Comparar',
  lead: 'Dos PAC, una lista de visitas: solo las decisiones que cambian.',
}
