import type { Words } from '../en.ts'

export const discovery: Words['discovery'] = {
  title: 'Descubrimiento',
  lead: 'Cómo busca un cliente su proxy: cada consulta, en su propio orden.',
}
