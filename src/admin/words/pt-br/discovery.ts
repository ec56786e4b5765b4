import type { Words } from '../en.ts'

export const discovery: Words['discovery'] = {
  title: 'Descoberta',
  lead: 'Como um cliente procura seu proxy: cada consulta, na sua própria ordem.',
}
