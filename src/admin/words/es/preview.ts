import type { Words } from '../en.ts'

export const preview: Words['preview'] = {
  title: 'Vista previa',
  lead: 'Lo que decide un PAC antes de que lo ejecute un navegador. Nada de esta página cambia lo que se sirve a los clientes.',
}
