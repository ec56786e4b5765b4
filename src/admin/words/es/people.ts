import type { Words } from '../en.ts'

export const people: Words['people'] = {
  title: 'Personas',
  lead: 'Cuentas, tokens y lo que se cambió.',
}
