import type { Words } from '../en.ts'

export const people: Words['people'] = {
  title: 'Pessoas',
  lead: 'Contas, tokens e o que foi mudado.',
}
